"""The palette is safe for colour-blind readers, and its words can be read: computed, not asserted."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from helpers import style

# Linear RGB as seen with full deficiency: Machado, Oliveira & Fernandes (2009), severity 1.0.
VISION = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
APART = 20  # CIE76; 2.3 is just noticeable, 10 is seen at a glance
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(colour, vision):
    """CIE L*a*b* (D65) of a #RRGGBB colour as somebody with `vision` sees it."""
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(VISION[vision] @ linear, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one, other, vision):
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def test_the_simulation_knows_what_red_green_blindness_does():
    assert distance("#D00000", "#00D000", "normal") > 100
    assert distance("#806000", "#608000", "deuteranopia") < 0.5 * distance("#806000", "#608000", "normal")
    assert lab("#FFFFFF", "protanopia") == pytest.approx([100, 0, 0], abs=0.1)


@pytest.mark.parametrize("vision", VISION)
def test_series_stay_apart_for_every_eye(vision):
    colours = [series.colour for series in style.SERIES]
    closest = min(distance(one, other, vision) for one, other in combinations(colours, 2))
    assert closest > APART


def test_series_differ_by_more_than_colour():
    for attribute in ("marker", "hatch"):
        values = [getattr(series, attribute) for series in style.SERIES]
        assert len(set(values)) == len(values)
    tiers = list(style.TIERS.values())
    assert len({tier.marker for tier in tiers}) == len(tiers) == 4
    assert style.BLUE.line != style.PLUM.line  # sales and profit share one plot
    assert style.GAIN.hatch != style.LOSS.hatch


def test_lines_and_words_can_be_seen():
    for series in style.SERIES:
        assert style.contrast(series.colour) >= 3, series
        assert style.contrast(series.words) >= 4.5, series
    assert style.contrast(style.INK) >= 7
    assert style.contrast(style.MUTED) >= 4.5


def test_numbers_can_be_read_on_every_shade_of_the_heat_map():
    for shade in style.heat_colours()(np.linspace(0, 1, 101)):
        colour = "#" + "".join(f"{round(255 * channel):02X}" for channel in shade[:3])
        assert style.contrast(style.words_on(tuple(shade)), colour) >= 4.5


@pytest.mark.parametrize("vision", VISION)
def test_the_heat_map_only_ever_darkens(vision):
    shades = style.heat_colours()(np.linspace(0, 1, 21))
    lightness = [
        lab("#" + "".join(f"{round(255 * c):02X}" for c in shade[:3]), vision)[0] for shade in shades
    ]
    assert all(lighter > darker for lighter, darker in pairwise(lightness))


def test_contrast_agrees_with_the_published_example():
    assert style.contrast("#767676") == pytest.approx(
        4.54, abs=0.01
    )  # WCAG's lightest grey for text on white


def test_the_look_is_only_lent():
    import matplotlib as mpl

    mpl.rcParams["axes.titlesize"] = 31
    try:
        with style.styled():
            assert mpl.rcParams["text.parse_math"] is False
            assert mpl.rcParams["axes.titlesize"] != 31
        assert mpl.rcParams["axes.titlesize"] == 31
        assert mpl.rcParams["text.parse_math"] is True
    finally:
        mpl.rcdefaults()
