//! Real files and streams. Writing is all or nothing; a reader that goes away is not an error.

mod progress;

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, ErrorKind, Read as _, Write as _},
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::ExitCode,
};

use vpcanvas_interchange::aws_describe::Unreadable;

use crate::{Exit, Files, Found, run};

/// No design of the size this program is made for comes near it, nor one output of a large account.
const LARGEST: u64 = 512 << 20;

/// No collection comes near it.
const DEEPEST: usize = 32;

/// The files of this machine.
#[derive(Clone, Copy, Debug)]
pub struct Disk;

/// Runs a command with real files, prints what it says and gives the program's exit code.
pub fn run_on_disk(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let output = run(arguments, &Disk);
    progress::clear();
    let mut exit = output.exit;
    // Messages go first, so that they are seen even when the reader of the answer has gone.
    print(io::stderr().lock(), output.stderr.as_bytes()).unwrap_or_default();
    if let Err(error) = print(io::stdout().lock(), &output.stdout) {
        let message = format!("standard output: {}\n", reason(&error));
        print(io::stderr().lock(), message.as_bytes()).unwrap_or_default();
        exit = Exit::BadInput;
    }
    ExitCode::from(exit.code())
}

/// Writes everything. That nobody reads it any more (`| head`) is the reader's choice.
fn print(mut to: impl io::Write, bytes: &[u8]) -> io::Result<()> {
    match to.write_all(bytes).and_then(|()| to.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

impl Files for Disk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(|error| reason(&error))?;
        file.take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| reason(&error))?;
        if bytes.len() as u64 > LARGEST {
            return Err(format!(
                "larger than {} MB, expected a design or one output of the AWS command line",
                LARGEST >> 20
            ));
        }
        Ok(bytes)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), String> {
        // A link stays a link: what it leads to is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let result = match fs::metadata(&target) {
            // A device or pipe is written to; only a file can be replaced.
            Ok(found) if !found.is_file() => {
                File::create(&target).and_then(|mut file| file.write_all(bytes))
            }
            Ok(_) | Err(_) => replace(&target, bytes),
        };
        result.map_err(|error| reason(&error))
    }

    fn below(&self, path: &Path) -> Result<Vec<Result<Found, Unreadable>>, String> {
        fs::metadata(path).map_err(|error| reason(&error))?;
        let mut found = Vec::new();
        Self::walk(path, &mut Vec::new(), &mut found);
        Ok(found)
    }

    fn progress(&self, line: &str) -> ControlFlow<()> {
        progress::show(line)
    }
}

impl Disk {
    /// Adds what lies below a folder, deepest last. `above` are the folders it stands in, by their true names: a link that
    /// leads back to one of them is not followed.
    fn walk(path: &Path, above: &mut Vec<PathBuf>, found: &mut Vec<Result<Found, Unreadable>>) {
        let place = path.to_string_lossy().replace('\\', "/");
        let unreadable = |reason: String| {
            Err(Unreadable {
                place: place.clone(),
                reason,
            })
        };
        if !path.is_dir() {
            found.push(Ok(Found {
                place,
                path: path.to_owned(),
            }));
            return;
        }
        let own = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if above.contains(&own) {
            return;
        }
        if above.len() > DEEPEST {
            let reason = format!("more than {DEEPEST} folders deep");
            found.push(unreadable(reason));
            return;
        }
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => return found.push(unreadable(reason(&error))),
        };
        let mut paths = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => paths.push(entry.path()),
                Err(error) => found.push(unreadable(reason(&error))),
            }
        }
        paths.sort();
        above.push(own);
        for path in paths {
            Self::walk(&path, above, found);
        }
        above.pop();
    }
}

/// Puts a new file in the place of an old one in one step.
fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = draft_of(target)?;
    let written = File::create(&draft).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        match fs::metadata(target) {
            Ok(old) => file.set_permissions(old.permissions()),
            Err(_) => Ok(()),
        }
    });
    let replaced = written.and_then(|()| fs::rename(&draft, target));
    if replaced.is_err() {
        fs::remove_file(&draft).unwrap_or_default();
    }
    replaced
}

/// A name beside the target that no other run uses.
fn draft_of(target: &Path) -> io::Result<PathBuf> {
    let name = target.file_name().ok_or(ErrorKind::IsADirectory)?;
    let mut draft = OsString::from(".");
    draft.push(name);
    draft.push(format!(".{}", std::process::id()));
    Ok(target.with_file_name(draft))
}

/// Why an operation failed, in words, with what to do where that is known.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "a folder, expected a file".to_owned(),
        ErrorKind::NotADirectory => "part of the path is not a folder".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of this test alone, gone at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("vpcanvas-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.0).unwrap();
            entries
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap_or_default();
        }
    }

    #[test]
    fn writing_replaces_the_file_and_leaves_nothing_beside_it() {
        let folder = Folder::new("replace");
        let file = folder.0.join("picture.svg");
        for bytes in [b"first".as_slice(), b"second"] {
            Disk.write(&file, bytes).unwrap();
            assert_eq!(Disk.read(&file).unwrap(), bytes);
        }
        assert_eq!(folder.names(), ["picture.svg"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_back_are_not_followed() {
        let folder = Folder::new("links");
        Disk.write(&folder.0.join("a.json"), b"{}").unwrap();
        for name in ["one", "two", "three"] {
            std::os::unix::fs::symlink(&folder.0, folder.0.join(name)).unwrap();
        }
        assert_eq!(Disk.below(&folder.0).unwrap().len(), 1);
    }

    #[test]
    fn what_cannot_be_read_or_written_says_why() {
        let folder = Folder::new("reasons");
        let file = folder.0.join("file");
        Disk.write(&file, b"").unwrap();
        assert_eq!(
            Disk.read(&folder.0).unwrap_err(),
            "a folder, expected a file"
        );
        assert_eq!(
            Disk.write(&folder.0, b"").unwrap_err(),
            "a folder, expected a file"
        );
        assert_eq!(
            Disk.read(&folder.0.join("missing")).unwrap_err(),
            "there is no such file or folder"
        );
        assert_eq!(
            Disk.write(&folder.0.join("missing/file"), b"").unwrap_err(),
            "there is no such file or folder"
        );
        assert_eq!(
            Disk.write(&file.join("below"), b"").unwrap_err(),
            "part of the path is not a folder"
        );
        assert_eq!(folder.names(), ["file"]);
    }
}
