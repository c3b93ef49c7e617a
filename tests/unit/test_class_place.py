"""A class place keeps what is put there, whole, whatever kind of place it is, and says plainly what goes wrong."""

import os
import pickle
import sys
import time

import fsspec.implementations.local  # noqa: F401  before a child is somebody who may not read this Python
import pytest

from kvi_widgets.model import class_place
from kvi_widgets.model.class_place import ClassPlace, asked_place
from kvi_widgets.model.class_trouble import ClassPlaceError
from kvi_widgets.model.data_package import MOST_BYTES, AnswerFileError
from tests.unit import class_servers

NAME = "Loutre bleue 12ab34cd.json"


@pytest.fixture(params=["folder", "webdav", "s3"])
def place(request, tmp_path, monkeypatch):
    """Each kind of place, empty."""
    class_servers.as_learner(monkeypatch)
    if request.param == "folder":
        yield ClassPlace(str(tmp_path))
    elif request.param == "webdav":
        with class_servers.webdav(tmp_path) as address:
            yield ClassPlace(address)
    else:
        with class_servers.bucket(monkeypatch) as address:
            yield ClassPlace(address)


def test_what_is_put_is_listed_read_replaced_and_taken_away(place):
    assert place.files("partners") == []
    before = time.time()
    place.put("partners", NAME, b"old")
    place.put("partners", NAME, "né".encode())
    (found,) = place.files("partners")
    assert found.name == NAME
    assert before - 2 < found.changed < time.time() + 2
    assert place.read("partners", NAME) == "né".encode()
    place.remove("partners", NAME)
    place.remove("partners", NAME)
    assert place.files("partners") == []


def test_nothing_half_written_is_ever_listed(place):
    place.put("handed-in", NAME, b"x" * 300_000)
    assert [one.name for one in place.files("handed-in")] == [NAME]


def test_a_file_that_is_far_too_large_is_not_read(place):
    place.put("partners", NAME, b"x" * (MOST_BYTES + 10))
    with pytest.raises(AnswerFileError) as caught:
        place.read("partners", NAME)
    assert caught.value.reason == "too_big"


def test_what_is_gone_is_said(place):
    place.put("partners", "other.json", b"{}")
    assert reason(lambda: place.read("partners", NAME)) == "class_not_there"


def reason(action):
    with pytest.raises(ClassPlaceError) as caught:
        action()
    return caught.value.reason


def put(address):
    return reason(lambda: ClassPlace(address).put("handed-in", NAME, b"{}"))


def test_without_a_setting_there_is_no_place_and_the_environment_wins(monkeypatch):
    monkeypatch.delenv("KVI_CLASS", raising=False)
    assert asked_place("") is None
    assert asked_place("/srv/class").shown == "/srv/class"
    monkeypatch.setenv("KVI_CLASS", "/srv/other")
    assert asked_place("/srv/class").shown == "/srv/other"
    monkeypatch.setenv("KVI_CLASS", "")
    assert asked_place("/srv/class") is None


def test_a_folder_that_is_not_there_is_not_made(tmp_path):
    missing = tmp_path / "missing"
    assert put(str(missing)) == "class_not_there"
    assert reason(lambda: ClassPlace(str(missing)).files("partners")) == "class_not_there"
    assert not missing.exists()


def test_an_address_of_an_unknown_kind_is_named():
    assert put("gopher://example.org/class") == "class_unknown"


def test_a_library_that_is_missing_is_named(monkeypatch):
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, "webdav", raising=False)
    monkeypatch.setitem(sys.modules, "webdav4.fsspec", None)
    assert put("webdav://127.0.0.1:1/class") == "class_not_installed"


def test_a_full_disk_is_said_and_nothing_is_left_there(disk):
    place = ClassPlace(str(disk))
    assert reason(lambda: place.put("handed-in", NAME, b"x" * 1_000_000)) == "class_full"
    assert list((disk / "handed-in").iterdir()) == []
    place.put("handed-in", NAME, b"{}")


def test_links_and_pipes_that_somebody_has_laid_there_are_not_followed(tmp_path):
    place = ClassPlace(str(tmp_path))
    place.prepare()
    (tmp_path / "secret").write_text("mine")
    (tmp_path / "partners" / NAME).symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "partners" / "pipe.json")
    (tmp_path / "partners" / "folder.json").mkdir()
    assert place.files("partners") == []
    assert reason(lambda: place.read("partners", NAME)) == "class_not_there"
    assert reason(lambda: place.read("partners", "pipe.json")) == "class_no_answer"


def as_user(number, action):
    """What an action comes to for another user of this machine: in a child, so that we stay who we are."""
    if os.geteuid() != 0:
        pytest.skip("only root can be two users")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgid(number)
            os.setuid(number)
            said = action()
        except AnswerFileError as error:
            said = error.reason
        except BaseException as error:  # noqa: BLE001  it is told, not lost
            said = repr(error)
        os.write(writing, pickle.dumps(said))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pickle.loads(pipe.read())  # noqa: S301  our own child's
    os.waitpid(child, 0)
    return said


@pytest.fixture
def shared(tmp_path):
    """A folder that a teacher (user 2001) has made for a class, and prepared."""
    for folder in (tmp_path, *tmp_path.parents):
        if "pytest" in str(folder):  # its folders are closed to others
            folder.chmod(0o755)
    folder = tmp_path / "class"
    folder.mkdir()
    os.chown(folder, 2001, 2001) if os.geteuid() == 0 else None
    as_user(2001, lambda: ClassPlace(str(folder)).prepare())
    return ClassPlace(str(folder))


def test_two_users_hand_in_and_neither_sees_what_the_other_handed_in(shared):
    assert as_user(2002, lambda: shared.put("handed-in", "Ana 11111111-a.json", b"ana")) is None
    assert as_user(2003, lambda: shared.put("handed-in", "Bo 22222222-a.json", b"bo")) is None
    assert as_user(2003, lambda: shared.files("handed-in")) == "class_no_rights"
    names = as_user(2001, lambda: [(one.name, shared.read("handed-in", one.name)) for one in shared.files("handed-in")])
    assert sorted(names) == [("Ana 11111111-a.json", b"ana"), ("Bo 22222222-a.json", b"bo")]


def test_partners_read_each_other_and_take_away_only_what_is_theirs(shared):
    as_user(2002, lambda: shared.put("partners", NAME, b"ana"))
    assert as_user(2003, lambda: [one.name for one in shared.files("partners")]) == [NAME]
    assert as_user(2003, lambda: shared.read("partners", NAME)) == b"ana"
    assert as_user(2003, lambda: shared.put("partners", NAME, b"mine now")) == "class_no_rights"
    assert as_user(2003, lambda: shared.remove("partners", NAME)) == "class_no_rights"
    assert as_user(2002, lambda: shared.read("partners", NAME)) == b"ana"
    assert as_user(2002, lambda: shared.remove("partners", NAME)) is None
    assert list((shared._folder / "partners").iterdir()) == []  # no part of what was refused


def test_a_place_that_is_closed_to_me_is_said(shared):
    shared._folder.chmod(0o700)
    assert as_user(2002, lambda: shared.put("handed-in", NAME, b"{}")) == "class_no_rights"
    assert as_user(2002, lambda: shared.files("partners")) == "class_no_rights"


def test_a_place_that_nobody_prepared_and_that_is_not_mine_is_said(shared):
    (shared._folder / "partners").rmdir()
    assert as_user(2002, lambda: shared.put("partners", NAME, b"{}")) == "class_no_rights"


def test_a_wrong_password_of_a_share_is_said(tmp_path, monkeypatch):
    class_servers.as_learner(monkeypatch, "wrong")
    with class_servers.webdav(tmp_path) as address:
        assert put(address) == "class_password"
        assert reason(lambda: ClassPlace(address).files("partners")) == "class_password"


def test_a_password_in_the_address_is_neither_shown_nor_used(tmp_path, monkeypatch):
    monkeypatch.delenv("KVI_CLASS_USER", raising=False)
    with class_servers.webdav(tmp_path) as address:
        named = address.replace("://", f"://{class_servers.USER}:{class_servers.PASSWORD}@")
        assert ClassPlace(named).shown == address
        assert put(named) == "class_password"


def test_a_folder_of_a_share_that_is_not_there_is_said(tmp_path, monkeypatch):
    class_servers.as_learner(monkeypatch)
    with class_servers.webdav(tmp_path) as address:
        assert put(f"{address}/missing") == "class_not_there"
        assert reason(lambda: ClassPlace(f"{address}/missing").files("partners")) == "class_not_there"


def test_a_share_without_room_is_said(tmp_path, monkeypatch):
    class_servers.as_learner(monkeypatch)
    with class_servers.webdav(tmp_path, class_servers.full) as address:
        assert put(address) == "class_full"


def test_a_share_that_thinks_too_long_is_said(tmp_path, monkeypatch):
    class_servers.as_learner(monkeypatch)
    monkeypatch.setattr(class_place, "SERVER_PATIENCE", 0.2)
    with class_servers.webdav(tmp_path, class_servers.slow(0.6)) as address:
        assert put(address) == "class_slow"
    with class_servers.silent() as address:
        assert put(address) == "class_slow"


def test_a_share_that_hangs_up_in_the_middle_leaves_nothing_half_written(tmp_path, monkeypatch):
    class_servers.as_learner(monkeypatch)
    with class_servers.webdav(tmp_path) as address:
        ClassPlace(address).put("handed-in", NAME, b"whole")
    with class_servers.webdav(tmp_path, class_servers.cut(1000)) as address:
        problem = reason(lambda: ClassPlace(address).put("handed-in", NAME, b"x" * 2_000_000))
        assert problem == "class_no_answer"
        assert [one.name for one in ClassPlace(address).files("handed-in")] == [NAME]
    assert (tmp_path / "handed-in" / NAME).read_bytes() == b"whole"


def test_a_server_that_is_not_there_is_said():
    assert put("webdav://127.0.0.1:9/class") == "class_no_answer"


def test_a_certificate_that_nobody_trusts_is_said_and_nothing_is_sent(tmp_path, monkeypatch):
    class_servers.as_learner(monkeypatch)
    share = tmp_path / "share"
    share.mkdir()
    with class_servers.webdav(share, certificate=class_servers.certificate_for(tmp_path)) as address:
        assert put(address) == "class_certificate"
    assert list(share.iterdir()) == []


def test_a_bucket_that_is_not_there_is_said(monkeypatch):
    class_servers.as_learner(monkeypatch)
    with class_servers.bucket(monkeypatch):
        assert put("s3://another-class") == "class_not_there"
        assert reason(lambda: ClassPlace("s3://another-class").files("partners")) == "class_not_there"


def test_a_wrong_password_of_a_bucket_is_said(monkeypatch):
    class_servers.as_learner(monkeypatch, "wrong")
    with class_servers.bucket(monkeypatch) as address:
        class_servers.knows_nobody(monkeypatch)
        assert put(address) == "class_password"


def test_a_bucket_whose_server_is_not_there_is_said(monkeypatch):
    class_servers.as_learner(monkeypatch)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    assert put("s3://kvi-class") == "class_no_answer"


def test_what_is_newest_is_told_by_the_place_and_not_by_names(place):
    place.put("partners", "Zoe 11111111-a-2031-01-01-0000.json", b"{}")
    time.sleep(1.1)  # the clock of a share tells whole seconds
    place.put("partners", "Ana 22222222-a-2019-01-01-0000.json", b"{}")
    assert [one.name[:3] for one in place.files("partners")] == ["Ana", "Zoe"]
