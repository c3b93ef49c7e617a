"""Capture the six steps of a KVI workshop, draw its map, compare, review, adjust.

Everything a notebook needs is a name of this package; all else is inside.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from kvi_widgets.logic.findings import findings
from kvi_widgets.model.data_package import AnswerFileError
from kvi_widgets.model.workshop import Workshop
from kvi_widgets.widgets.predict import Predict
from kvi_widgets.widgets.ribbon import ProgressRibbon
from kvi_widgets.widgets.steps import (
    AdjustStep,
    ClosingStep,
    CompareLinks,
    ContextStep,
    KpiStep,
    KviStep,
    LinksStep,
    ReviewStep,
    SecondLinks,
    SecondSort,
    SentenceCards,
    SortingGame,
    StrategyStep,
)
from kvi_widgets.widgets.value_map import ValueMap
from kvi_widgets.widgets.what_if import WhatIf
from kvi_widgets.words.content import Content, ContentError

if TYPE_CHECKING:
    from kvi_widgets.classes.pack_edit import check_pack
    from kvi_widgets.classes.starter_file import save_starter
    from kvi_widgets.pages.class_page import open_class, save_class_page
    from kvi_widgets.pages.class_report import save_class_tables
    from kvi_widgets.pages.printables import printables, save_printables
    from kvi_widgets.widgets.crowd_map import CrowdMap
    from kvi_widgets.widgets.link_test import LinkTest
    from kvi_widgets.widgets.live_room import ClassRoom
    from kvi_widgets.widgets.pack_form import PackForm, StepPreview

# Of the optional lesson and of teachers: imported when asked for, so that the six steps need not wait for them.
LATER = {
    "ClassRoom": "widgets.live_room",
    "CrowdMap": "widgets.crowd_map",
    "LinkTest": "widgets.link_test",
    "PackForm": "widgets.pack_form",
    "StepPreview": "widgets.pack_form",
    "check_pack": "classes.pack_edit",
    "open_class": "pages.class_page",
    "printables": "pages.printables",
    "save_class_page": "pages.class_page",
    "save_class_tables": "pages.class_report",
    "save_printables": "pages.printables",
    "save_starter": "classes.starter_file",
}

__all__ = [
    "AdjustStep",
    "AnswerFileError",
    "ClassRoom",
    "ClosingStep",
    "CompareLinks",
    "Content",
    "ContentError",
    "ContextStep",
    "CrowdMap",
    "KpiStep",
    "KviStep",
    "LinkTest",
    "LinksStep",
    "PackForm",
    "Predict",
    "ProgressRibbon",
    "ReviewStep",
    "SecondLinks",
    "SecondSort",
    "SentenceCards",
    "SortingGame",
    "StepPreview",
    "StrategyStep",
    "ValueMap",
    "WhatIf",
    "Workshop",
    "check_pack",
    "findings",
    "open_class",
    "printables",
    "save_class_page",
    "save_class_tables",
    "save_printables",
    "save_starter",
]


def __getattr__(name: str) -> object:
    if name in LATER:
        return getattr(import_module(f"kvi_widgets.{LATER[name]}"), name)
    raise AttributeError(name)
