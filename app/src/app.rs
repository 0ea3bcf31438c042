//! The application as eframe runs it.

use crate::platform::{OpenedFile, Platform};
use crate::theme;

/// The whole program.
pub struct App {
    platform: Platform,
}

impl App {
    /// The program with a design to begin with.
    pub fn new(context: &eframe::CreationContext<'_>, design: Option<OpenedFile>) -> Self {
        theme::install(&context.egui_ctx);
        let _ = design;
        Self {
            platform: Platform::new(context.egui_ctx.clone()),
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, _context: &egui::Context, _frame: &mut eframe::Frame) {
        for finished in self.platform.finished() {
            log::debug!("{finished:?}");
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |ui| {
            ui.heading("VPCanvas");
            if ui.button("Open…").clicked() {
                self.platform.open();
            }
        });
    }
}
