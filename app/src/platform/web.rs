//! Files in the browser: a file picker to open, a download to save, and a text mirror for screen readers.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlElement, HtmlInputElement, Url};

use vpcanvas_interchange::archive::is_archive;
use vpcanvas_interchange::aws_describe::{
    Import, ImportError, Importer, Source, Unreadable, entries,
};

use super::import::Task;
use super::{Finished, OpenedFile, Reason, Reports, SaveRequest};

/// A page knows no places, so there is no value of this type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilePlace {}

/// Says `status` to a screen reader, marks where the selected object stands in CSS pixels of the page, and lets the page
/// ask before it is left with unsaved changes.
pub fn announce(status: &str, selection: Option<egui::Rect>, is_modified: bool) {
    let Some(mirror) = document().and_then(|document| document.get_element_by_id("status")) else {
        return;
    };
    if mirror.text_content().as_deref() != Some(status) {
        mirror.set_text_content(Some(status));
    }
    let place = selection.map_or_else(String::new, |rect| {
        format!(
            "{:.0} {:.0} {:.0} {:.0}",
            rect.min.x,
            rect.min.y,
            rect.width(),
            rect.height()
        )
    });
    let modified = if is_modified { "true" } else { "false" };
    let marked = mirror
        .set_attribute("data-selection", &place)
        .and_then(|()| mirror.set_attribute("data-modified", modified));
    if marked.is_err() {
        log::debug!("the page's status element takes no attributes");
    }
}

impl FilePlace {
    /// There is no place.
    pub fn to_text(&self) -> Option<String> {
        match *self {}
    }

    /// There is no place.
    pub fn of_text(_text: &str) -> Option<Self> {
        None
    }
}

/// The seconds since 1970.
pub fn now() -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a time after 1970, without its parts of a second"
    )]
    let seconds = (js_sys::Date::now() / 1000.0) as u64;
    seconds
}

/// What no other page of this browser is called, now or before.
pub fn unique() -> String {
    format!(
        "{:.0}-{:.0}",
        js_sys::Date::now(),
        js_sys::Math::random() * 1e9
    )
}

pub(super) fn open_place(place: &FilePlace, _reports: &Reports) {
    match *place {}
}

/// Whether the system asks for less motion.
pub fn prefers_reduced_motion() -> bool {
    const QUERY: &str = "(prefers-reduced-motion: reduce)";
    let asked = web_sys::window().and_then(|window| window.match_media(QUERY).ok().flatten());
    asked.is_some_and(|asked| asked.matches())
}

/// What language the user's browser speaks, as in `de-CH`.
pub fn language() -> Option<String> {
    web_sys::window()?.navigator().language()
}

pub(super) fn open(reports: &Reports) {
    let open = reports.clone();
    pick(
        ".json,.zip,application/json",
        false,
        reports,
        move |files| {
            if let Some(file) = files.into_iter().next() {
                spawn_local(async move { open.send(read(file).await) });
            }
        },
    );
}

pub(super) fn import(task: Task) {
    let reports = task.reports.clone();
    pick(
        ".json,.zip,application/json",
        true,
        &reports,
        move |files| {
            spawn_local(async move {
                let mut sources = Vec::new();
                for file in files {
                    sources.push(match read(file).await {
                        Finished::Opened(opened) => Ok(source(opened)),
                        _ => Err(unreadable(text!("failed-chosen-file"))),
                    });
                }
                import_sources(sources, task).await;
            });
        },
    );
}

pub(super) fn import_dropped(files: Vec<egui::DroppedFileHandle>, task: Task) {
    spawn_local(async move {
        let mut sources = Vec::new();
        for file in files {
            let place = file.path().display().to_string();
            sources.push(match file.bytes_async().await {
                Ok(bytes) => Ok(Source { place, bytes }),
                Err(_) => Err(unreadable(&place)),
            });
        }
        import_sources(sources, task).await;
    });
}

pub(super) fn import_file(file: OpenedFile, task: Task) {
    spawn_local(import_sources(vec![Ok(source(file))], task));
}

/// A page has one thread: it says what it does before it begins, and lets the page be used between two files.
async fn import_sources(sources: Vec<Result<Source, Unreadable>>, task: Task) {
    let first = sources.iter().flatten().next();
    let name = first.map_or_else(String::new, |source| source.place.clone());
    task.begun(&name);
    a_frame_later().await;
    let result = in_slices(sources, &task).await;
    task.finished(name, result);
}

async fn in_slices(
    sources: Vec<Result<Source, Unreadable>>,
    task: &Task,
) -> Result<Import, ImportError> {
    let mut importer = Importer::default();
    let mut slice = Slice::begin();
    for source in sources {
        match source {
            Ok(archive) if is_archive(&archive.bytes) => {
                for entry in entries(&archive) {
                    if importer
                        .take_entry(entry, &mut |at| task.step(at))
                        .is_break()
                    {
                        return Err(ImportError::Cancelled);
                    }
                    slice.pause_when_full().await;
                }
            }
            file => {
                if importer.take(file, &mut |at| task.step(at)).is_break() {
                    return Err(ImportError::Cancelled);
                }
                slice.pause_when_full().await;
            }
        }
    }
    importer.finish(&mut |at| task.step(at))
}

/// How long the page has been kept from being painted.
struct Slice(f64);

impl Slice {
    /// In milliseconds.
    const FULL: f64 = 30.0;

    fn begin() -> Self {
        Self(js_sys::Date::now())
    }

    async fn pause_when_full(&mut self) {
        if js_sys::Date::now() - self.0 > Self::FULL {
            a_frame_later().await;
            *self = Self::begin();
        }
    }
}

/// Lets the page be painted.
async fn a_frame_later() {
    const A_WHILE: i32 = 20;
    let waited = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window();
        let started = window.map(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, A_WHILE)
        });
        if !matches!(started, Some(Ok(_))) {
            log::debug!("the page has no timers");
        }
    });
    if JsFuture::from(waited).await.is_err() {
        log::debug!("the page's timer broke");
    }
}

fn source(opened: OpenedFile) -> Source {
    Source {
        place: opened.name,
        bytes: opened.bytes,
    }
}

fn unreadable(place: &str) -> Unreadable {
    Unreadable {
        place: place.to_owned(),
        reason: text!("failed-browser-read").to_owned(),
    }
}

fn pick(
    accept: &str,
    several: bool,
    reports: &Reports,
    chosen: impl FnOnce(Vec<web_sys::File>) + 'static,
) {
    if let Err(error) = show_picker(accept, several, reports, chosen) {
        reports.send(not_opened(text!("failed-picker", why = words(&error))));
    }
}

pub(super) fn save(request: SaveRequest, reports: &Reports) {
    reports.send(match download(&request) {
        Ok(()) => Finished::Saved {
            name: request.name,
            place: None,
        },
        Err(error) => Finished::NotSaved(Reason::Failed(text!(
            "failed-download",
            name = request.name,
            why = words(&error)
        ))),
    });
}

pub(super) fn read_dropped(file: egui::DroppedFileHandle, reports: &Reports) {
    let reports = reports.clone();
    spawn_local(async move {
        let name = file.path().display().to_string();
        let bytes = file.bytes_async().await;
        reports.send(match bytes {
            Ok(bytes) => opened(name, bytes),
            Err(error) => not_opened(text!("failed-read", place = name, why = error.clone())),
        });
    });
}

fn opened(name: String, bytes: Vec<u8>) -> Finished {
    Finished::Opened(OpenedFile {
        name,
        place: None,
        bytes,
        lesson: None,
    })
}

fn not_opened(why: String) -> Finished {
    Finished::NotOpened(Reason::Failed(why))
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

fn body() -> Result<HtmlElement, JsValue> {
    document()
        .and_then(|document| document.body())
        .ok_or_else(|| JsValue::from_str("the page has no body"))
}

fn create<T: wasm_bindgen::JsCast>(tag: &str) -> Result<T, JsValue> {
    let document = document().ok_or_else(|| JsValue::from_str("the page has no document"))?;
    document
        .create_element(tag)?
        .dyn_into::<T>()
        .map_err(JsValue::from)
}

/// Shows the browser's picker. The input is hidden, and gone once a file was chosen or the dialog closed.
fn show_picker(
    accept: &str,
    several: bool,
    reports: &Reports,
    taken: impl FnOnce(Vec<web_sys::File>) + 'static,
) -> Result<(), JsValue> {
    let input: HtmlInputElement = create("input")?;
    input.set_type("file");
    input.set_accept(accept);
    input.set_multiple(several);
    input.set_hidden(true);
    body()?.append_child(&input)?;
    let chosen = {
        let input = input.clone();
        Closure::once_into_js(move || {
            input.remove();
            if let Some(files) = input.files() {
                taken(
                    (0..files.length())
                        .filter_map(|index| files.get(index))
                        .collect(),
                );
            }
        })
    };
    let closed = {
        let (input, reports) = (input.clone(), reports.clone());
        Closure::once_into_js(move || {
            input.remove();
            reports.send(Finished::NotOpened(Reason::Cancelled));
        })
    };
    input.set_onchange(Some(chosen.unchecked_ref()));
    input.add_event_listener_with_callback("cancel", closed.unchecked_ref())?;
    input.click();
    Ok(())
}

async fn read(file: web_sys::File) -> Finished {
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => opened(file.name(), js_sys::Uint8Array::new(&buffer).to_vec()),
        Err(error) => not_opened(text!(
            "failed-read",
            place = file.name(),
            why = words(&error)
        )),
    }
}

fn download(request: &SaveRequest) -> Result<(), JsValue> {
    let bytes = js_sys::Array::of1(&js_sys::Uint8Array::from(request.bytes.as_slice()));
    let kind = BlobPropertyBag::new();
    kind.set_type("application/octet-stream");
    let blob = Blob::new_with_u8_array_sequence_and_options(&bytes, &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = create("a")?;
    anchor.set_href(&url);
    anchor.set_download(&request.name);
    body()?.append_child(&anchor)?;
    anchor.click();
    anchor.remove();
    Url::revoke_object_url(&url)
}

fn words(error: &JsValue) -> String {
    error.as_string().unwrap_or_else(|| format!("{error:?}"))
}
