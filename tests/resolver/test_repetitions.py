"""Repetitions: over a list in the file they are written out, over the config they stay."""

from __future__ import annotations

from resolving import body, codes, connections

OVER_LIST = """
    for band in ["g", "r"] {
        output image_{band}: ExposureF[...] = "image_{band}", when band in bands
            f"Image in {band}."
    }
    config {
        bands: list[str] = ["g"]
            "Bands to make images in."
    }
"""


def test_a_list_in_the_file_is_written_out() -> None:
    found = {one.attribute: one for one in connections(body(OVER_LIST)).connections}
    assert list(found) == ["image_g", "image_r"]
    assert found["image_r"].static_dataset == "image_r"
    assert found["image_r"].doc is not None
    assert found["image_r"].doc.plain == "Image in r."
    assert found["image_r"].repetitions == ()


def test_a_variable_has_its_value_in_conditions() -> None:
    found = connections(body(OVER_LIST)).connections[1]
    assert found.conditions[0].names["band"].value == "r"


def test_ranges_count() -> None:
    text = 'for n in range(1, 4) {\n    output a{n}: int[...] = "a{n}"\n        "A number."\n}'
    assert [one.attribute for one in connections(body(text)).connections] == ["a1", "a2", "a3"]


def test_repetitions_inside_one_another_multiply() -> None:
    inner = 'output c_{x}_{n}: int[...] = "{x}{n}"'
    text = f'for x in ["a", "b"] {{\n    for n in range(2) {{\n        {inner}\n    }}\n}}'
    names = [one.attribute for one in connections(body(text)).connections]
    assert names == ["c_a_0", "c_a_1", "c_b_0", "c_b_1"]


def test_over_the_config_the_connection_stays_one() -> None:
    text = """
        for n in range(number) {
            output noise{n}: ExposureF[...] = "noise{n}"
                f"Noise realization {n}."
        }
        config {
            number: int = 2
                "Number of noise realizations."
        }
    """
    (found,) = connections(body(text)).connections
    assert found.attribute == "noise{n}"
    assert [one.variable for one in found.repetitions] == ["n"]
    assert found.pattern is not None
    assert codes(body(text)) == []


def test_conditions_around_a_repetition_hold_inside() -> None:
    text = (
        "when doIt {\n"
        + OVER_LIST.split("config")[0].replace("band in bands", "doIt")
        + '}\nconfig {\n    doIt: bool = True\n        "Do it?"\n}'
    )
    found = connections(body(text)).connections
    assert [len(one.conditions) for one in found] == [2, 2]


def test_connections_of_a_repetition_that_makes_no_sense_are_left_out_with_one_diagnostic() -> None:
    assert codes(body('for n in 3 {\n    output a{n}: int[...] = "a{n}"\n        "A number."\n}')) == [
        "bad-repetition"
    ]
