"""Where does a Chinese text say a time, and what does it say? `find` scans, joins ranges and reads the words around."""

from pipeline.lang.zh.temporal.scan import find

__all__ = ["find"]
