"""Questions, what is said under them, calls for staff, and taking one's leave."""

from django.urls import path

from participants.board.views.calls import call, call_for_help, report
from participants.board.views.comments import comments
from participants.board.views.drafts import draft
from participants.board.views.files import file, logo
from participants.board.views.findings import findings, findings_file
from participants.board.views.question import question
from participants.board.views.replies import replies, reply
from participants.board.views.resonance import resonance
from participants.board.views.search import search
from participants.board.views.skip import skip
from participants.board.views.uploads import uploads
from participants.board.views.withdrawal import withdrawal

urlpatterns = [
    path("b/<slug:slug>/questions/<uuid:question_id>/", question, name="question"),
    path("b/<slug:slug>/questions/<uuid:question_id>/draft/", draft, name="draft"),
    path("b/<slug:slug>/questions/<uuid:question_id>/uploads/", uploads, name="uploads"),
    path("b/<slug:slug>/questions/<uuid:question_id>/replies/", replies, name="replies"),
    path("b/<slug:slug>/questions/<uuid:question_id>/skip/", skip, name="skip"),
    path("b/<slug:slug>/replies/<uuid:reply_id>/", reply, name="reply"),
    path("b/<slug:slug>/replies/<uuid:reply_id>/comments/", comments, name="comments"),
    path("b/<slug:slug>/replies/<uuid:reply_id>/resonance/", resonance, name="resonance"),
    path("b/<slug:slug>/replies/<uuid:reply_id>/report/", report, name="report"),
    path("b/<slug:slug>/questions/<uuid:question_id>/help/", call_for_help, name="call_for_help"),
    path("b/<slug:slug>/help/", call_for_help, name="call_for_help"),
    path("b/<slug:slug>/calls/<uuid:call_id>/", call, name="call"),
    path("b/<slug:slug>/search/", search, name="search"),
    path("b/<slug:slug>/files/<uuid:file_id>/", file, name="file"),
    path("b/<slug:slug>/files/<uuid:file_id>/small/", file, {"small": True}, name="small_file"),
    path("b/<slug:slug>/logo/", logo, name="logo"),
    path("b/<slug:slug>/findings/", findings, name="findings"),
    path("b/<slug:slug>/findings/report.pdf", findings_file, name="findings_file"),
    path("b/<slug:slug>/withdrawal/", withdrawal, name="withdrawal"),
]
