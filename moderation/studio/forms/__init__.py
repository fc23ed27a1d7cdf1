"""The form of each question kind; a new kind is a class and a line in this table."""

from moderation.studio.forms.base import QuestionForm
from moderation.studio.forms.kinds import (
    AnnotateForm,
    FileForm,
    GridForm,
    MultipleForm,
    RankingForm,
    ScaleForm,
    SingleForm,
    SummaryForm,
    TextForm,
    TextPageForm,
)
from sessions.enums import Kind

FORMS: dict[Kind, type[QuestionForm]] = {
    form.kind: form
    for form in (
        TextForm,
        FileForm,
        AnnotateForm,
        SingleForm,
        MultipleForm,
        ScaleForm,
        GridForm,
        RankingForm,
        SummaryForm,
        TextPageForm,
    )
}
