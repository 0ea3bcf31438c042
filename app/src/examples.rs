//! The examples that are in the program itself, so that the page and a fresh installation have something to look at.

use crate::commands::Command;
use crate::platform::OpenedFile;

/// One example.
pub(crate) struct Example {
    /// What opens it.
    pub(crate) command: Command,
    name: &'static str,
    design: &'static [u8],
    lesson: Option<&'static str>,
}

/// The design a first visit begins with.
pub(crate) static FIRST: Example = Example {
    command: Command::OpenPrivateLinkExample,
    name: "saas-privatelink.vpcanvas.json",
    design: include_bytes!("../../examples/saas-privatelink/design.vpcanvas.json"),
    lesson: None,
};

static ENDPOINT_AND_ENI: Example = Example {
    command: Command::OpenEndpointExample,
    name: "endpoint-vs-eni.vpcanvas.json",
    design: include_bytes!("../../examples/endpoint-vs-eni/design.vpcanvas.json"),
    lesson: Some(include_str!("../../examples/endpoint-vs-eni/lesson.md")),
};

/// Every example, in the order of the menu.
pub(crate) static ALL: [&Example; 2] = [&FIRST, &ENDPOINT_AND_ENI];

impl Example {
    /// The example as a file that was read; it has no place, so that a save asks for one.
    pub(crate) fn open(&self) -> OpenedFile {
        OpenedFile {
            name: self.name.to_owned(),
            place: None,
            bytes: self.design.to_vec(),
            lesson: self.lesson.map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_a_design_whose_lesson_names_its_checks() {
        for example in ALL {
            let opened = example.open();
            let document = vpcanvas_model::file::read(&opened.bytes).unwrap();
            let lesson = opened.lesson.map(|text| vpcanvas_lessons::parse(&text));
            let unknown = lesson.map(|lesson| lesson.unwrap().unknown_goals(document.checks()));
            assert_eq!(unknown.unwrap_or_default(), [], "{}", opened.name);
        }
    }
}
