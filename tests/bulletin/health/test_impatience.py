"""Nobody waits for longer than they like."""

import threading
import time

from bulletin.health.impatience import Asked, seconds_from_now


def test_an_answer_that_comes_in_time_is_had() -> None:
    assert Asked(lambda: "yes").answer(by=seconds_from_now(20)) == "yes"


def test_a_question_that_fails_has_no_answer() -> None:
    assert Asked(lambda: 1 // 0).answer(by=seconds_from_now(20)) is None


def test_a_question_that_hangs_has_no_answer_in_time() -> None:
    for_ever = threading.Event()
    began = time.monotonic()

    assert Asked(lambda: for_ever.wait(60)).answer(by=seconds_from_now(0.1)) is None

    assert time.monotonic() - began < 10
    for_ever.set()
