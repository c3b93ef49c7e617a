"""Capture the six steps of a KVI workshop, draw its map, compare, review, adjust.

Everything a notebook needs is a name of this package; all else is inside.
"""

from kvi_widgets.content import Content, ContentError
from kvi_widgets.data_package import AnswerFileError
from kvi_widgets.pack_edit import check_pack
from kvi_widgets.pages.printables import printables, save_printables
from kvi_widgets.widgets.crowd_map import CrowdMap
from kvi_widgets.widgets.link_test import LinkTest
from kvi_widgets.widgets.pack_form import PackForm, StepPreview
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
    SortingGame,
    StrategyStep,
)
from kvi_widgets.widgets.value_map import ValueMap
from kvi_widgets.widgets.what_if import WhatIf
from kvi_widgets.workshop import Workshop

__all__ = [
    "AdjustStep",
    "AnswerFileError",
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
    "ProgressRibbon",
    "ReviewStep",
    "SortingGame",
    "StepPreview",
    "StrategyStep",
    "ValueMap",
    "WhatIf",
    "Workshop",
    "check_pack",
    "printables",
    "save_printables",
]
