//! The page around the application: its canvas, its loading screen and its log.

use web_sys::{Document, HtmlCanvasElement};

/// Starts the application in `#canvas`; `#loading` goes away, or says what is wrong.
pub(crate) fn start() {
    if eframe::WebLogger::init(log::LevelFilter::Warn).is_err() {
        log::warn!("there is a logger already");
    }
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        log::error!("there is no page to start in");
        return;
    };
    let canvas = document
        .get_element_by_id("canvas")
        .map(wasm_bindgen::JsCast::dyn_into::<HtmlCanvasElement>);
    let Some(Ok(canvas)) = canvas else {
        fail(&document, "The page has no canvas to draw on.");
        return;
    };
    vpcanvas::text::speak_one_of(vpcanvas::platform::language().as_deref());
    wasm_bindgen_futures::spawn_local(async move {
        let started = eframe::WebRunner::new()
            .start(
                canvas,
                eframe::WebOptions::default(),
                Box::new(|context| {
                    let store = vpcanvas::platform::Store::of_page();
                    Ok(Box::new(vpcanvas::App::with_store(context, None, store)))
                }),
            )
            .await;
        match started {
            Ok(()) => hide_loading(&document),
            Err(error) => fail(
                &document,
                &format!(
                    "VPCanvas could not start: {error:?}. It needs WebGL; try a current browser."
                ),
            ),
        }
    });
}

fn hide_loading(document: &Document) {
    if let Some(loading) = document.get_element_by_id("loading") {
        loading.remove();
    }
}

fn fail(document: &Document, message: &str) {
    log::error!("{message}");
    if let Some(text) = document.get_element_by_id("loading-text") {
        text.set_text_content(Some(message));
    }
    if let Some(progress) = document.get_element_by_id("loading-progress") {
        progress.remove();
    }
}
