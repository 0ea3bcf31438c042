//! Files on the desktop: the system's own dialogs, each waited for by a thread of its own.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the place where the desktop program reads and writes files"
)]

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{Finished, OpenedFile, Reports, SaveRequest};

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
    let bytes =
        fs::read(path).map_err(|error| format!("Cannot read {}: {error}", path.display()))?;
    Ok(OpenedFile {
        name: name_of(path),
        place: Some(FilePlace(path.to_owned())),
        bytes,
        lesson: lesson_beside(path),
    })
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

/// Screen readers hear what AccessKit says; there is nothing to mirror.
pub fn announce(_status: &str, _selection: Option<egui::Rect>, _is_modified: bool) {}

pub(super) fn open(reports: &Reports) {
    let reports = reports.clone();
    let chosen = dialog().set_title("Open a design").pick_file();
    in_background(async move {
        reports.send(match chosen.await {
            Some(file) => opened(file.path()),
            None => not_chosen(),
        });
    });
}

pub(super) fn save(request: SaveRequest, reports: &Reports) {
    let reports = reports.clone();
    if let Some(FilePlace(path)) = &request.place {
        let path = path.clone();
        in_background(async move { reports.send(saved(&path, &request)) });
        return;
    }
    let extension = Path::new(&request.name)
        .extension()
        .map(|it| it.to_string_lossy().into_owned());
    let dialog = dialog().set_title("Save").set_file_name(&request.name);
    let chosen = match &extension {
        Some(extension) if extension != "json" => {
            dialog.add_filter(extension, &[extension]).save_file()
        }
        Some(_) | None => dialog.save_file(),
    };
    in_background(async move {
        reports.send(match chosen.await {
            Some(file) => saved(file.path(), &request),
            None => not_chosen(),
        });
    });
}

pub(super) fn read_dropped(file: egui::DroppedFileHandle, reports: &Reports) {
    let reports = reports.clone();
    in_background(async move { reports.send(opened(file.path())) });
}

fn dialog() -> rfd::AsyncFileDialog {
    rfd::AsyncFileDialog::new()
}

/// The user chose nothing, or could not: on Linux the dialogs come from the desktop's portal or from zenity.
fn not_chosen() -> Finished {
    let has_portal = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some();
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let has_zenity = std::env::split_paths(&folders).any(|folder| folder.join("zenity").exists());
    if cfg!(target_os = "linux") && !has_portal && !has_zenity {
        return Finished::Failed(
            "This system has no file dialogs. Install zenity or a desktop portal, or drop the file on the window. \
             Your changes are still here."
                .to_owned(),
        );
    }
    Finished::Cancelled
}

fn in_background(work: impl Future<Output = ()> + Send + 'static) {
    std::thread::spawn(move || pollster::block_on(work));
}

fn opened(path: &Path) -> Finished {
    read(path).map_or_else(Finished::Failed, Finished::Opened)
}

fn saved(path: &Path, request: &SaveRequest) -> Finished {
    match write_whole(path, &request.bytes) {
        Ok(()) => Finished::Saved {
            tag: request.tag,
            name: name_of(path),
            place: Some(FilePlace(path.to_owned())),
        },
        Err(error) => Finished::Failed(format!(
            "Cannot save {}: {error}. Your changes are still here; save them elsewhere.",
            path.display()
        )),
    }
}

/// Writes beside the file first, so that a full disk or a crash leaves the old file whole.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".saving");
    let beside = PathBuf::from(beside);
    let written = fs::File::create(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What could not be finished is removed if it can be; the error to report is the first one.
        drop(fs::remove_file(&beside));
    }
    written
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
    fn a_failed_save_leaves_the_old_file_and_no_rest() {
        let folder = std::env::temp_dir().join(format!("vpcanvas-save-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("design.vpcanvas.json");
        write_whole(&file, b"old").unwrap();
        assert!(write_whole(&folder.join("missing/design.vpcanvas.json"), b"new").is_err());
        assert!(write_whole(&folder, b"new").is_err());
        assert_eq!(fs::read(&file).unwrap(), b"old");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
