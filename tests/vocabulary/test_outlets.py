"""Outlets by the hosts of their addresses."""

from __future__ import annotations

import pytest

from reftel import vocabulary

ADDRESSES = [
    ("http://www.spiegel.de/", "Der Spiegel", "with www"),
    ("https://international.elpais.com/x", "El País", "a host below"),
    ("https://notspiegel.de/", "notspiegel.de", "another host that ends so"),
    ("https://WWW.Example.ORG:8080/x", "example.org", "no table knows it"),
    ("javascript:alert(1)", "unknown", "no host"),
    ("http://[bad", "unknown", "no address at all"),
]


@pytest.mark.parametrize(("url", "expected", "remark"), ADDRESSES, ids=[each[-1] for each in ADDRESSES])
def test_outlet(url: str, expected: str, remark: str) -> None:
    assert vocabulary.outlet(url) == expected
