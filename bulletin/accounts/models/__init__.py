from .sign_in_link import SignInLink
from .user import User

__all__ = ["SignInLink", "User"]
