import pytest
from django.urls import reverse
from sessions.enums import Role, Kind, Opening, Reveal
from tests import factories

def test_all(board, staff, at_desk):
    s = factories.stage(board)
    q = factories.question(s)
    q2 = factories.question(s, kind=Kind.SINGLE, options=["A","B"])
    factories.stage(board, opens_at=factories.NOW+factories.HOUR, released=False)
    p = factories.participant(board)
    r = factories.answer(p, q, "Hello there")
    factories.comment(staff[Role.MODERATOR], r, "Thanks")
    factories.version(r, "Better")
    c = at_desk(Role.FACILITATOR)
    for name, args in [("desk",[]),("desk_board",["cop"]),("desk_launch",["cop"]),("desk_pause",["cop"]),("desk_dates",["cop",s.pk]),("desk_everything",["cop"]),("desk_question",["cop",q.pk]),("desk_reply",["cop",r.pk]),("desk_people",["cop"]),("desk_invitation",["cop"]),("desk_person",["cop",p.pk]),("desk_more_time",["cop",p.pk]),("desk_withdrawal",["cop",p.pk]),("desk_consent",["cop",p.pk]),("desk_on_behalf",["cop",p.pk,q2.pk]),("desk_on_behalf",["cop",p.pk,q.pk]),("desk_staff",["cop"]),("desk_audit",["cop"])]:
        resp = c.get(reverse(name,args=args))
        print(name, resp.status_code)
        assert resp.status_code == 200
