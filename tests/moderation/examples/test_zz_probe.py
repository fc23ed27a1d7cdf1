from moderation.participation.statement import statement_of
def test_p(demo, db):
    s=statement_of(demo.finished, demo.starts_at)
    print(s.text); print(s.lines); print(s.more)
    __import__("pathlib").Path("/tmp/flow.svg").write_text(s.file)
    print(statement_of(demo.running, demo.starts_at).text)
    from moderation.insight.charts import CLOSED, Drawings
    from moderation.web import Desk
    from sessions.models import Question
    from participants.models import Reply
    from collections import Counter
    qs=list(Question.objects.filter(stage__board=demo.finished,kind__in=CLOSED).select_related("stage","current_version").prefetch_related("current_version__items").order_by("stage__position","position"))
    for role in ("facilitator","observer"):
        member=demo.finished.staff.get(role=role); member.board=demo.finished
        for by in (None, *demo.finished.segment_sets.all()):
            for d in Drawings(Desk(member,demo.finished,demo.starts_at),qs,by):
                print(d.question.wording.prompt,d.notes,[ (g.name,g.instead) for g in d.groups])
                if d.groups: __import__("pathlib").Path(f"/tmp/fig-{role}-{by}-{d.question.key}.svg").write_text(d.file)
    print(Counter(Reply.objects.answers().counted().filter(board=demo.finished).values_list("question__key",flat=True)))
