//! Files on the desktop: the system's own dialogs, each waited for by a thread of its own.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the place where the desktop program reads and writes files"
)]

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use vpcanvas_cli::{Disk, Files as _};

use vpcanvas_interchange::aws_describe::{Source, Unreadable};

use super::import::Task;
use super::{Finished, OpenedFile, Reason, Reports, SaveRequest};
use crate::text;

/// Where a file is on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePlace(pub PathBuf);

/// Where a lesson is looked for beside a design.
const LESSON: &str = "lesson.md";

/// Reads a design and the lesson beside it.
///
/// # Errors
/// When the file cannot be read; the sentence names it and says why.
pub fn read(path: &Path) -> Result<OpenedFile, String> {
    let bytes = fs::read(path).map_err(|error| {
        text!(
            "failed-read",
            place = path.display().to_string(),
            why = error.to_string()
        )
    })?;
    Ok(OpenedFile {
        name: name_of(path),
        place: Some(FilePlace(absolute(path))),
        bytes,
        lesson: lesson_beside(path),
    })
}

/// One file has one name, from wherever the program was started.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Most designs have no lesson; one that is no text is none either.
fn lesson_beside(path: &Path) -> Option<String> {
    let read = fs::read_to_string(path.with_file_name(LESSON));
    if let Err(error) = &read
        && error.kind() != io::ErrorKind::NotFound
    {
        log::warn!("{LESSON} beside {} is left out: {error}", path.display());
    }
    read.ok()
}

impl FilePlace {
    /// The place in words that lead back to it; a path that is no text has none.
    pub fn to_text(&self) -> Option<String> {
        self.0.to_str().map(str::to_owned)
    }

    /// The place such words lead to.
    pub fn of_text(text: &str) -> Option<Self> {
        Some(Self(PathBuf::from(text)))
    }
}

/// The seconds since 1970.
pub fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// What no other window of this user is called, now or before.
pub fn unique() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let nanoseconds = since.map_or(0, |since| since.as_nanos());
    format!("{nanoseconds:x}-{:x}", std::process::id())
}

pub(super) fn open_place(place: &FilePlace, reports: &Reports) {
    let path = place.0.clone();
    in_background(reports, Finished::NotOpened, async move { opened(&path) });
}

/// Whether the system asks for less motion. No system says so in a way that all of them share.
pub fn prefers_reduced_motion() -> bool {
    false
}

/// Screen readers hear what AccessKit says; there is nothing to mirror.
pub fn announce(_status: &str, _selection: Option<egui::Rect>, _is_modified: bool) {}

/// What language the user's system speaks, as in `de_CH.UTF-8`.
pub fn language() -> Option<String> {
    let said =
        ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).unwrap_or_default());
    said.into_iter().find(|language| !language.is_empty())
}

pub(super) fn open(reports: &Reports) {
    let chosen = dialog().set_title(text!("file-dialog-open")).pick_file();
    in_background(reports, Finished::NotOpened, async move {
        match chosen.await {
            Some(file) => opened(file.path()),
            None => Finished::NotOpened(not_chosen()),
        }
    });
}

pub(super) fn save(request: SaveRequest, reports: &Reports) {
    if let Some(FilePlace(path)) = &request.place {
        let path = path.clone();
        in_background(reports, Finished::NotSaved, async move {
            saved(&path, &request)
        });
        return;
    }
    let extension = Path::new(&request.name)
        .extension()
        .map(|it| it.to_string_lossy().into_owned());
    let dialog = dialog()
        .set_title(text!("file-dialog-save"))
        .set_file_name(&request.name);
    let chosen = match &extension {
        Some(extension) if extension != "json" => {
            dialog.add_filter(extension, &[extension]).save_file()
        }
        Some(_) | None => dialog.save_file(),
    };
    in_background(reports, Finished::NotSaved, async move {
        match chosen.await {
            Some(file) => saved(file.path(), &request),
            None => Finished::NotSaved(not_chosen()),
        }
    });
}

pub(super) fn read_dropped(file: egui::DroppedFileHandle, reports: &Reports) {
    in_background(
        reports,
        Finished::NotOpened,
        async move { opened(file.path()) },
    );
}

pub(super) fn import(task: Task) {
    let chosen = dialog()
        .set_title(text!("file-dialog-import"))
        .pick_folder();
    in_the_same_language(move || match pollster::block_on(chosen) {
        Some(folder) => import_below(&[folder.path().to_owned()], task),
        None => task.reports.send(Finished::NotOpened(not_chosen())),
    });
}

pub(super) fn import_dropped(files: Vec<egui::DroppedFileHandle>, task: Task) {
    let paths: Vec<PathBuf> = files
        .into_iter()
        .map(|file| file.path().to_owned())
        .collect();
    in_the_same_language(move || import_below(&paths, task));
}

pub(super) fn import_file(file: OpenedFile, task: Task) {
    let source = Source {
        place: file.name.clone(),
        bytes: file.bytes,
    };
    in_the_same_language(move || task.run(file.name, [Ok(source)]));
}

/// Imports files and what lies below folders, each read when its turn has come.
fn import_below(paths: &[PathBuf], task: Task) {
    let name = paths.first().map(|path| name_of(path)).unwrap_or_default();
    task.begun(&name);
    let found = paths.iter().flat_map(|path| {
        Disk.below(path).unwrap_or_else(|reason| {
            vec![Err(Unreadable {
                place: path.display().to_string(),
                reason,
            })]
        })
    });
    let sources = found.map(|found| {
        let found = found?;
        match Disk.read(&found.path) {
            Ok(bytes) => Ok(Source {
                place: found.place,
                bytes,
            }),
            Err(reason) => Err(Unreadable {
                place: found.place,
                reason,
            }),
        }
    });
    task.run(name, sources);
}

fn dialog() -> rfd::AsyncFileDialog {
    rfd::AsyncFileDialog::new()
}

/// The user chose nothing, or could not: on Linux the dialogs come from the desktop's portal or from zenity.
fn not_chosen() -> Reason {
    let has_portal = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some();
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let has_zenity = std::env::split_paths(&folders).any(|folder| folder.join("zenity").exists());
    if cfg!(target_os = "linux") && !has_portal && !has_zenity {
        return Reason::Failed(text!("failed-no-dialogs").to_owned());
    }
    Reason::Cancelled
}

/// Works on a thread of its own, which speaks as this one does.
fn in_the_same_language(work: impl FnOnce() + Send + 'static) {
    let spoken = text::spoken();
    std::thread::spawn(move || {
        text::speak(spoken);
        work();
    });
}

/// Every request has its report, even one whose dialog breaks down: without it no other file would ever be saved.
fn in_background(
    reports: &Reports,
    nothing_came: fn(Reason) -> Finished,
    work: impl Future<Output = Finished> + Send + 'static,
) {
    let lost = move || nothing_came(Reason::Failed(text!("failed-dialog-broke").to_owned()));
    let reports = reports.clone();
    in_the_same_language(move || {
        let work = AssertUnwindSafe(|| pollster::block_on(work));
        reports.send(catch_unwind(work).unwrap_or_else(|_| lost()));
    });
}

fn opened(path: &Path) -> Finished {
    match read(path) {
        Ok(file) => Finished::Opened(file),
        Err(why) => Finished::NotOpened(Reason::Failed(why)),
    }
}

/// Writes all or nothing: a full disk or a crash leaves the old file whole.
fn saved(path: &Path, request: &SaveRequest) -> Finished {
    match Disk.write(path, &request.bytes) {
        Ok(()) => Finished::Saved {
            name: name_of(path),
            place: Some(FilePlace(path.to_owned())),
        },
        Err(why) => Finished::NotSaved(Reason::Failed(text!(
            "failed-save",
            place = path.display().to_string(),
            why = why
        ))),
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_is_read_with_the_design_it_stands_beside() {
        let folder = std::env::temp_dir().join(format!("vpcanvas-lesson-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("design.vpcanvas.json");
        fs::write(&file, b"{}").unwrap();
        assert_eq!(read(&file).unwrap().lesson, None);
        fs::write(folder.join("lesson.md"), "# Doorways").unwrap();
        assert_eq!(read(&file).unwrap().lesson.as_deref(), Some("# Doorways"));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_request_that_breaks_down_is_reported() {
        let (sender, finished) = std::sync::mpsc::channel();
        let context = egui::Context::default();
        in_background(&Reports { sender, context }, Finished::NotSaved, async {
            panic!("as a dialog might")
        });
        let report = finished.recv().unwrap();
        assert!(matches!(report, Finished::NotSaved(Reason::Failed(_))));
    }

    #[cfg(unix)]
    #[test]
    fn a_save_replaces_what_a_link_leads_to_or_leaves_everything() {
        let folder = std::env::temp_dir().join(format!("vpcanvas-save-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (file, link) = (folder.join("design.json"), folder.join("link.json"));
        let request = |bytes: &[u8]| SaveRequest {
            name: "design.json".to_owned(),
            place: None,
            bytes: bytes.to_vec(),
        };
        saved(&file, &request(b"old"));
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let through_link = saved(&link, &request(b"new"));
        assert!(
            matches!(through_link, Finished::Saved { place: Some(FilePlace(place)), .. } if place == link)
        );
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        fs::remove_file(&link).unwrap();
        let missing = saved(&folder.join("missing/design.json"), &request(b"newer"));
        assert!(matches!(missing, Finished::NotSaved(Reason::Failed(_))));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
