"""Systems to compare the attribution model with: they show what the data give away without an encoder.

`crf` needs the extra `train` (sklearn-crfsuite). Nothing outside training imports this.
"""
