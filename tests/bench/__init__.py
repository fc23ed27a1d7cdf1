"""`make bench`: what each page costs, measured on the real processes of an installation."""
