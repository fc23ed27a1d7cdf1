"""The pages on which a transcript is asked for, watched and taken away."""

import json

import pytest
from django.urls import reverse

from bulletin.audit.models import Entry
from moderation.models import Transcript
from moderation.models.transcript import KEPT_FOR
from moderation.transcripts import tasks
from moderation.transcripts.rules import identities_for, may_export
from sessions.enums import Identity, Role
from sessions.models import Board
from tests import factories
from tests.moderation.desk.conftest import at_desk, sign_in

pytestmark = pytest.mark.django_db

EVERY = {Identity.REAL_NAME, Identity.FIRST_NAME, Identity.PSEUDONYM}
