"""Reads ``<file name><tab><text>`` lines, writes wave files that are not there yet: 16 bit, mono."""

import sys
import wave
from pathlib import Path

import numpy
import pyopenjtalk

out = Path(sys.argv[1])
for line in sys.stdin:
    name, text = line.rstrip("\n").split("\t")
    if (out / name).exists():
        continue
    samples, rate = pyopenjtalk.tts(text)
    with wave.open(str(out / (name + ".part")), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(int(rate))
        file.writeframes(samples.astype(numpy.int16).tobytes())
    (out / (name + ".part")).rename(out / name)
