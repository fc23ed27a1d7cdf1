import time, pytest, cProfile, pstats
from django.test import Client
from tests import factories as f
from tests.participants.visits import browser_of, address
from django.urls import reverse
pytestmark = pytest.mark.django_db
@pytest.mark.parametrize("n",[20,200])
def test_x(n, settings):
    settings.MIDDLEWARE=[m for m in settings.MIDDLEWARE if "zeal" not in m]
    b=f.board(); s=f.stage(b); qs=[f.question(s) for _ in range(12)]; q=qs[0]
    me=f.participant(b); f.answer(me,q)
    people=[f.participant(b) for _ in range(20)]
    words="word "*80
    ans=[f.answer(p,q,words) for p in people]
    for i in range(n-20): f.comment(people[i%20], ans[(i*7)%20], words)
    br=browser_of(me); url=address(q); poll=reverse("replies",args=[b.slug,q.pk])
    r=br.get(url); assert r.content.count(b"<article")==n+1
    for name,fn in (("page",lambda: br.get(url)),("poll",lambda: br.get(poll,headers={"HX-Request":"true"}))):
        for _ in range(3): fn()
        t=time.process_time(); w=time.perf_counter()
        for _ in range(20): fn()
        print(f"\n{n} {name}: cpu {(time.process_time()-t)/20*1000:.2f} ms wall {(time.perf_counter()-w)/20*1000:.2f} size {len(fn().content)}")
    pr=cProfile.Profile(); pr.enable()
    for _ in range(20): br.get(url)
    pr.disable(); pstats.Stats(pr).sort_stats("cumtime").print_stats(45)
