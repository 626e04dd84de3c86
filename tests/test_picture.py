"""Pictures in few colours: exact where there are few, near where there are many, the same every time."""

import numpy as np

from helpers.picture import COLOURS, reduced


def rgba(colours: np.ndarray) -> np.ndarray:
    return np.concatenate([colours, np.full((*colours.shape[:2], 1), 255)], axis=2).astype(np.uint8)


def test_a_picture_of_few_colours_keeps_each_to_the_bit() -> None:
    few = np.array([[255, 255, 255], [51, 80, 200], [210, 106, 0], [243, 245, 253]])
    pixels = rgba(few[np.random.default_rng(0).integers(4, size=(60, 90))])
    assert (np.asarray(reduced(pixels).convert("RGB")) == pixels[:, :, :3]).all()


def test_many_colours_become_few_and_near_and_paper_stays_white() -> None:
    shades = np.random.default_rng(1).integers(0, 256, size=(80, 100, 1)).repeat(3, axis=2)
    shades[:40] = 255
    pixels = rgba(shades)
    picture = reduced(pixels)
    found = np.asarray(picture.convert("RGB")).astype(int)
    assert len(np.unique(found.reshape(-1, 3), axis=0)) <= COLOURS
    assert (found[:40] == 255).all()
    assert abs(found - shades).max() <= 4


def test_pixels_that_are_a_view_of_others_are_read_in_their_order() -> None:
    pixels = rgba(np.random.default_rng(2).integers(0, 2, size=(20, 30, 1)).repeat(3, axis=2) * 255)
    flipped = pixels[:, ::-1]
    assert (np.asarray(reduced(flipped).convert("RGB")) == flipped[:, :, :3]).all()
