//! What the program keeps for itself from one run to the next: texts by name, in a folder of the user or in the browser's
//! storage for the page. It knows nothing of what they say, and no file of the user's is in it.

#[cfg(not(target_arch = "wasm32"))]
pub use native::Store;
#[cfg(target_arch = "wasm32")]
pub use web::Store;

#[cfg(not(target_arch = "wasm32"))]
mod native {
    #![expect(
        clippy::disallowed_methods,
        reason = "this is the place where the desktop program keeps what it needs itself"
    )]

    use std::fs;
    use std::path::{Path, PathBuf};

    use vpcanvas_cli::{Disk, Files as _};

    /// Texts by name, each a file of its own.
    #[derive(Clone, Debug)]
    pub struct Store {
        folder: PathBuf,
    }

    impl Store {
        /// What is kept in a folder, which comes to be with the first text.
        pub fn in_folder(folder: PathBuf) -> Self {
            Self { folder }
        }

        /// A text, if there is one.
        pub fn read(&self, name: &str) -> Option<String> {
            fs::read_to_string(self.folder.join(name)).ok()
        }

        /// Keeps a text, whole or not at all.
        ///
        /// # Errors
        /// Why it cannot be kept.
        pub fn write(&self, name: &str, text: &str) -> Result<(), String> {
            let path = self.folder.join(name);
            fs::create_dir_all(&self.folder).map_err(|error| cannot_write(&self.folder, &error))?;
            Disk.write(&path, text.as_bytes())
                .map_err(|why| cannot_write(&path, &why))
        }
    }

    fn cannot_write(path: &Path, why: &impl ToString) -> String {
        let path = path.display().to_string();
        text!("store-cannot-write", path = path, why = why.to_string())
    }
}

#[cfg(target_arch = "wasm32")]
mod web {
    /// Begins the name of everything that is kept in the browser's storage.
    const PREFIX: &str = "vpcanvas/";

    /// Texts by name in the browser's storage for the page.
    #[derive(Clone, Debug)]
    pub struct Store {
        storage: web_sys::Storage,
    }

    impl Store {
        /// The browser's storage, unless it keeps the page from it.
        pub fn of_page() -> Option<Self> {
            let storage = web_sys::window()?.local_storage().ok()??;
            Some(Self { storage })
        }

        /// A text, if there is one.
        pub fn read(&self, name: &str) -> Option<String> {
            self.storage.get_item(&format!("{PREFIX}{name}")).ok()?
        }

        /// Keeps a text, whole or not at all.
        ///
        /// # Errors
        /// Why it cannot be kept.
        pub fn write(&self, name: &str, text: &str) -> Result<(), String> {
            let kept = self.storage.set_item(&format!("{PREFIX}{name}"), text);
            if kept.is_err() {
                return Err(text!("store-full").to_owned());
            }
            Ok(())
        }
    }
}
