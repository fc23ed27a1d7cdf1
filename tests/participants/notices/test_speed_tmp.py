import time, pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from bulletin.outbox.sweeping import sweep
from tests import factories
from tests.participants.notices.conftest import *
pytestmark = pytest.mark.django_db
def test_speed(example, mailbox):
    release_everything(example)
    for _ in range(100): factories.participant(example, consented=False)
    a=time.process_time(); t=time.time()
    assert sweep(now=london(25,9)).sent==100
    print("invites", time.process_time()-a, time.time()-t)
    example.participants.update(first_came_at=london(25,10))
    a=time.process_time(); t=time.time()
    with CaptureQueriesContext(connection) as c:
        print(sweep(now=london(26,16)).sent)
    print("opened+reminders", time.process_time()-a, time.time()-t, len(c)/100)
    import collections
    k=collections.Counter(q["sql"][:70] for q in c.captured_queries)
    for s,n in k.most_common(25): print(n,s)
