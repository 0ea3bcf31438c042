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

    use std::cell::RefCell;
    use std::collections::BTreeMap;
    use std::fs::{self, File};
    use std::path::{Path, PathBuf};

    use vpcanvas_cli::{Disk, Files as _};

    /// Texts by name, each a file of its own.
    #[derive(Debug)]
    pub struct Store {
        folder: PathBuf,
        /// The slots this window has, each held by a lock that ends with the program.
        held: RefCell<BTreeMap<String, File>>,
    }

    impl Store {
        /// What is kept in a folder, which comes to be with the first text.
        pub fn in_folder(folder: PathBuf) -> Self {
            Self {
                folder,
                held: RefCell::default(),
            }
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

        /// Keeps a text no longer.
        pub fn remove(&self, name: &str) {
            let path = self.folder.join(name);
            if let Err(error) = fs::remove_file(&path)
                && path.exists()
            {
                log::warn!("{} stays: {error}", path.display());
            }
        }

        /// The names of all texts, in order.
        pub fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
            let mut names: Vec<String> = entries
                .filter_map(|entry| entry.file_name().into_string().ok())
                .collect();
            names.sort();
            names
        }

        /// Takes a slot for this window, until it ends; `claimed` is told unless another one has it.
        pub fn claim(&self, slot: &str, claimed: impl FnOnce() + 'static) {
            let path = self.lock(slot);
            let locked = fs::create_dir_all(&self.folder)
                .and_then(|()| File::create(&path))
                .is_ok_and(|file| {
                    let is_free = file.try_lock().is_ok();
                    if is_free {
                        self.held.borrow_mut().insert(slot.to_owned(), file);
                    }
                    is_free
                });
            if locked {
                claimed();
            }
        }

        /// Gives a slot of this window back.
        pub fn release(&self, slot: &str) {
            if self.held.borrow_mut().remove(slot).is_some() {
                self.remove(&format!("{slot}.lock"));
            }
        }

        fn lock(&self, slot: &str) -> PathBuf {
            self.folder.join(format!("{slot}.lock"))
        }
    }

    fn cannot_write(path: &Path, why: &impl ToString) -> String {
        let path = path.display().to_string();
        text!("store-cannot-write", path = path, why = why.to_string())
    }
}

#[cfg(target_arch = "wasm32")]
mod web {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use miniz_oxide::deflate::compress_to_vec;
    use miniz_oxide::inflate::decompress_to_vec_with_limit;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast as _, JsValue};

    /// From this length on texts are packed: the browser keeps about five million letters for a page.
    const LONG: usize = 4096;
    /// Begins what is packed; no text of ours begins like this.
    const PACKED: &str = "packed:";
    /// The longest text that is unpacked, in bytes.
    const LONGEST: usize = 256 << 20;
    /// How hard it is packed: fast, and small enough.
    const LEVEL: u8 = 3;

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
            let kept = self.storage.get_item(&format!("{PREFIX}{name}")).ok()??;
            match kept.strip_prefix(PACKED) {
                Some(packed) => unpacked(packed),
                None => Some(kept),
            }
        }

        /// Keeps a text, whole or not at all.
        ///
        /// # Errors
        /// Why it cannot be kept.
        pub fn write(&self, name: &str, text: &str) -> Result<(), String> {
            let key = format!("{PREFIX}{name}");
            let text = packed(text);
            while self.storage.set_item(&key, &text).is_err() {
                // The oldest versions of all designs give way to what is new.
                let names = self.names();
                let versions = names.iter().filter(|other| *other != name);
                let oldest = versions
                    .filter_map(|other| Some((crate::versions::time_of(other)?, other)))
                    .min();
                let Some((_, oldest)) = oldest else {
                    return Err(text!("store-full").to_owned());
                };
                self.remove(oldest);
            }
            Ok(())
        }

        /// Keeps a text no longer.
        pub fn remove(&self, name: &str) {
            if self
                .storage
                .remove_item(&format!("{PREFIX}{name}"))
                .is_err()
            {
                log::warn!("{name} stays");
            }
        }

        /// The names of all texts, in order.
        pub fn names(&self) -> Vec<String> {
            let count = self.storage.length().unwrap_or_default();
            let keys = (0..count).filter_map(|index| self.storage.key(index).ok()?);
            let mut names: Vec<String> = keys
                .filter_map(|key| key.strip_prefix(PREFIX).map(str::to_owned))
                .collect();
            names.sort();
            names
        }

        /// Takes a slot for this page, until it ends; `claimed` is told unless another one has it. Where the browser has no
        /// locks it is told at once: what another page keeps may then be offered here too, and is lost in neither.
        pub fn claim(&self, slot: &str, claimed: impl FnOnce() + 'static) {
            let claimed = std::rc::Rc::new(std::cell::Cell::new(Some(claimed)));
            let tell = {
                let claimed = claimed.clone();
                move || {
                    if let Some(claimed) = claimed.take() {
                        claimed();
                    }
                }
            };
            if request_lock(&format!("{PREFIX}{slot}"), tell.clone()).is_none() {
                tell();
            }
        }

        /// The lock ends with the page; nobody else has the same name.
        pub fn release(&self, _slot: &str) {}
    }

    fn packed(text: &str) -> String {
        if text.len() < LONG {
            return text.to_owned();
        }
        format!(
            "{PACKED}{}",
            STANDARD.encode(compress_to_vec(text.as_bytes(), LEVEL))
        )
    }

    fn unpacked(packed: &str) -> Option<String> {
        let bytes = STANDARD.decode(packed).ok()?;
        String::from_utf8(decompress_to_vec_with_limit(&bytes, LONGEST).ok()?).ok()
    }

    /// Asks the browser for a lock that is held until the page ends; `None` where it has none.
    fn request_lock(name: &str, granted: impl FnOnce() + 'static) -> Option<()> {
        let get =
            |of: &JsValue, what: &str| js_sys::Reflect::get(of, &JsValue::from_str(what)).ok();
        let locks = get(&get(&web_sys::window()?.into(), "navigator")?, "locks")?;
        let request: js_sys::Function = get(&locks, "request")?.dyn_into().ok()?;
        let options = js_sys::Object::new();
        js_sys::Reflect::set(&options, &JsValue::from_str("ifAvailable"), &JsValue::TRUE).ok()?;
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                return JsValue::UNDEFINED;
            }
            granted();
            js_sys::Promise::new(&mut |_, _| {}).into()
        });
        request
            .call3(&locks, &JsValue::from_str(name), &options, &granted)
            .ok()?;
        Some(())
    }
}
