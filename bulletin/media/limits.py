"""How much of a file is taken, for whoever reads it and for whoever says why it is not taken."""

MOST_PAGES = 200
MOST_VIDEO_SECONDS = 15 * 60
LONGEST_VIDEO_SIDE = 4096
SMALL_SIDE = 480
