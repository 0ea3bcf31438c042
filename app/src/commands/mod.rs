//! The one list of commands: it feeds the menus, the command palette, the shortcuts and their overview.
//!
//! Only names and keys stand here; what a command does is in the file of its group.

mod analysis;
mod arrange;
mod availability;
pub mod dispatch;
pub(crate) mod edit;
pub(crate) mod file;
pub(crate) mod import;
pub(crate) mod keyboard;
pub mod shortcut;
pub(crate) mod tried;
mod view;

pub use shortcut::Shortcut;

/// Where a command stands in the menus. The order is that of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Designs and exports.
    File,
    /// Changes to the design, and the selection.
    Edit,
    /// Where things stand.
    Arrange,
    /// What is seen, and how large.
    View,
    /// What the pointer does.
    Tools,
    /// Finding one's way.
    Help,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 6] = [
        Self::File,
        Self::Edit,
        Self::Arrange,
        Self::View,
        Self::Tools,
        Self::Help,
    ];

    /// Its name in the menu bar.
    pub const fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Arrange => "Arrange",
            Self::View => "View",
            Self::Tools => "Tools",
            Self::Help => "Help",
        }
    }
}

/// Makes the enum, the list and the table from one block, so that no command can be missing anywhere.
macro_rules! commands {
    ($($(#[$doc:meta])* $command:ident: $group:ident, $title:literal, [$($shortcut:expr),*];)*) => {
        /// Something the user can do that needs no further words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Command {
            $($(#[$doc])* $command,)*
        }

        impl Command {
            /// Every command, in the order of the menus.
            pub const ALL: &[Self] = &[$(Self::$command,)*];

            /// Its name in sentence case, with `…` where it opens something.
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$command => $title,)*
                }
            }

            /// The menu it stands in.
            pub const fn group(self) -> Group {
                match self {
                    $(Self::$command => Group::$group,)*
                }
            }

            /// Its keys; the first is the one shown.
            pub const fn shortcuts(self) -> &'static [Shortcut] {
                match self {
                    $(Self::$command => const { &[$($shortcut),*] },)*
                }
            }
        }
    };
}

use egui::Key;

commands! {
    /// Begin an empty design.
    New: File, "New design", [Shortcut::alt(Key::N)];
    /// Open a file.
    Open: File, "Open…", [Shortcut::ctrl(Key::O)];
    /// Make a design of what the AWS command line printed, or bring it into the one that is open.
    ImportFromAws: File, "Import from AWS…", [];
    /// Open the example of a service offered over PrivateLink.
    OpenPrivateLinkExample: File, "Open example: SaaS over PrivateLink", [];
    /// Open the example that sets an endpoint beside a network interface.
    OpenEndpointExample: File, "Open example: Endpoint and ENI", [];
    /// Save the design where it came from.
    Save: File, "Save", [Shortcut::ctrl(Key::S)];
    /// Save the design elsewhere.
    SaveAs: File, "Save as…", [Shortcut::ctrl_shift(Key::S)];
    /// Write the picture as SVG.
    ExportSvg: File, "Export SVG…", [Shortcut::ctrl_shift(Key::E)];
    /// Write the picture as PNG.
    ExportPng: File, "Export PNG…", [];

    /// Take the last change back.
    Undo: Edit, "Undo", [Shortcut::ctrl(Key::Z)];
    /// Do it again.
    Redo: Edit, "Redo", [Shortcut::ctrl_shift(Key::Z), Shortcut::ctrl(Key::Y)];
    /// Put something new, found by its name, on the canvas.
    InsertByName: Edit, "Insert…", [Shortcut::key(Key::I), Shortcut::key(Key::Slash)];
    /// A copy of the selection beside it.
    Duplicate: Edit, "Duplicate", [Shortcut::ctrl(Key::D)];
    /// Put a copy of the selection on the clipboard.
    Copy: Edit, "Copy", [Shortcut::ctrl(Key::C)];
    /// Put the selection on the clipboard and remove it.
    Cut: Edit, "Cut", [Shortcut::ctrl(Key::X)];
    /// Insert what is on the clipboard.
    Paste: Edit, "Paste", [Shortcut::ctrl(Key::V)];
    /// Remove the selection and what stands in it.
    Delete: Edit, "Delete", [Shortcut::key(Key::Delete), Shortcut::key(Key::Backspace)];
    /// Give the selected object another name.
    Rename: Edit, "Rename", [Shortcut::key(Key::F2), Shortcut::key(Key::Enter)];
    /// Find an object by what is written on it.
    Find: Edit, "Find…", [Shortcut::ctrl(Key::F)];
    /// The next of the objects that were found.
    FindNext: Edit, "Find next", [Shortcut::key(Key::F3)];
    /// The one before.
    FindPrevious: Edit, "Find previous", [Shortcut::shift(Key::F3)];
    /// Select everything.
    SelectAll: Edit, "Select all", [Shortcut::ctrl(Key::A)];
    /// Leave the tool, then the selection.
    Escape: Edit, "Select nothing", [Shortcut::key(Key::Escape)];

    /// The left edges of the selection in line.
    AlignLeft: Arrange, "Align left", [Shortcut::alt(Key::A)];
    /// Their middles over one another.
    AlignCenter: Arrange, "Align center", [Shortcut::alt(Key::H)];
    /// Their right edges in line.
    AlignRight: Arrange, "Align right", [Shortcut::alt(Key::D)];
    /// Their upper edges in line.
    AlignTop: Arrange, "Align top", [Shortcut::alt(Key::W)];
    /// Their middles beside one another.
    AlignMiddle: Arrange, "Align middle", [Shortcut::alt(Key::V)];
    /// Their lower edges in line.
    AlignBottom: Arrange, "Align bottom", [Shortcut::alt(Key::S)];
    /// The same distance between them from left to right.
    DistributeHorizontally: Arrange, "Distribute horizontally", [Shortcut::alt_shift(Key::H)];
    /// The same distance between them from top to bottom.
    DistributeVertically: Arrange, "Distribute vertically", [Shortcut::alt_shift(Key::V)];
    /// The selected container as small as its contents allow.
    FitToContents: Arrange, "Fit container to its contents", [];
    /// The contents of the selected container laid out anew, after a look at it.
    TidyContainer: Arrange, "Lay out container…", [];
    /// Everything laid out anew, after a look at it.
    TidyAll: Arrange, "Lay out everything…", [];

    /// Larger.
    ZoomIn: View, "Zoom in", [Shortcut::ctrl(Key::Equals), Shortcut::ctrl(Key::Plus)];
    /// Smaller.
    ZoomOut: View, "Zoom out", [Shortcut::ctrl(Key::Minus)];
    /// At its own size.
    ZoomActual: View, "Zoom to 100 %", [Shortcut::shift_digit(Key::Num0), Shortcut::ctrl(Key::Num0)];
    /// All of it.
    ZoomFit: View, "Zoom to fit", [Shortcut::shift_digit(Key::Num1)];
    /// All of the selection.
    ZoomSelection: View, "Zoom to selection", [Shortcut::shift_digit(Key::Num2)];
    /// Leave route tables out of the picture, or not.
    Routing: View, "Show routing", [];
    /// The same for security groups, network ACLs and prefix lists.
    SecurityGroups: View, "Show security groups and ACLs", [];
    /// The same for zones, Resolver and where they answer.
    Dns: View, "Show names and resolvers", [];
    /// The same for endpoints and services.
    PrivateLink: View, "Show PrivateLink", [];
    /// The same for the ways to the internet.
    Internet: View, "Show internet gateways", [];
    /// Leave nothing out.
    ShowAll: View, "Show everything", [];
    /// All of the design in a corner.
    Minimap: View, "Show or hide minimap", [Shortcut::key(Key::M)];
    /// Light or dark.
    ToggleTheme: View, "Light or dark theme", [Shortcut::alt_shift(Key::D)];
    /// Only the canvas, or everything.
    FocusMode: View, "Hide or show panels", [Shortcut::ctrl(Key::Period)];
    /// Everything as a tree of what stands in what.
    ShowOutline: View, "Show outline", [Shortcut::key(Key::O)];
    /// What a design is made of.
    ShowPalette: View, "Show palette", [];
    /// The list of problems.
    ShowProblems: View, "Show problems", [];
    /// The way of a packet.
    ShowTrace: View, "Show trace", [];
    /// What a name resolves to.
    ShowDns: View, "Show DNS", [];
    /// What the author expects.
    ShowChecks: View, "Show checks", [];
    /// Who reaches what.
    ShowMatrix: View, "Show matrix", [];
    /// What became of each thing that was imported.
    ShowImportReport: View, "Show import report", [];
    /// What there is to learn from the design.
    ShowLesson: View, "Show lesson", [];
    /// The step of the lesson after the one that is read.
    NextStep: View, "Next step of the lesson", [];
    /// The step before.
    PreviousStep: View, "Previous step of the lesson", [];

    /// Select and move.
    SelectTool: Tools, "Select", [Shortcut::key(Key::V)];
    /// Move the picture.
    HandTool: Tools, "Hand", [Shortcut::key(Key::H)];
    /// Connect one object with another.
    ConnectTool: Tools, "Connect", [Shortcut::key(Key::A)];
    /// Ask whether one object reaches another.
    ProbeTool: Tools, "Probe a connection", [Shortcut::key(Key::P)];
    /// Ask what a name resolves to, seen from the selected object.
    Dig: Tools, "Look up a name", [Shortcut::key(Key::D)];
    /// Ask what the selected object reaches.
    TraceFrom: Tools, "Trace from here", [];
    /// Ask whether the selected object is reached.
    TraceTo: Tools, "Trace to here", [];
    /// Ask who can reach the selected object, and what it can reach.
    Reach: Tools, "Who can reach this, what can this reach", [Shortcut::key(Key::R)];
    /// Show on the canvas what the first change that would mend the trace changes.
    PreviewFix: Tools, "Preview the first fix", [];
    /// Make the first change that would mend the trace that is shown.
    ApplyFix: Tools, "Apply the first fix", [Shortcut::alt(Key::Enter)];
    /// Show the next problem on the canvas.
    NextProblem: Tools, "Next problem", [Shortcut::key(Key::F8)];
    /// Show the one before.
    PreviousProblem: Tools, "Previous problem", [Shortcut::shift(Key::F8)];

    /// Find a command by its name.
    CommandPalette: Help, "Find a command…", [Shortcut::ctrl(Key::K), Shortcut::ctrl(Key::Slash)];
    /// All shortcuts.
    Shortcuts: Help, "Keyboard shortcuts…", [Shortcut::key(Key::Questionmark)];
}

impl Command {
    /// Whether its keys work while the user types into a field: what a field would do with them itself does not.
    pub fn works_while_typing(self, shortcut: Shortcut) -> bool {
        let is_function_key = matches!(shortcut.key, Key::F3 | Key::F8);
        let is_search = matches!(self, Self::Find | Self::FindNext | Self::FindPrevious);
        (is_search || self.group() != Group::Edit)
            && (shortcut.has_ctrl_or_alt() || is_function_key)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut taken: BTreeMap<String, Command> = BTreeMap::new();
        for &command in Command::ALL {
            for shortcut in command.shortcuts() {
                let earlier = taken.insert(shortcut.to_string(), command);
                assert_eq!(earlier, None, "{shortcut} is {command:?} too");
            }
        }
    }

    #[test]
    fn no_shortcut_is_one_a_browser_keeps_for_itself() {
        for &command in Command::ALL {
            for shortcut in command.shortcuts() {
                let text = shortcut.to_string();
                let reserved = [
                    "Ctrl+T",
                    "Ctrl+N",
                    "Ctrl+W",
                    "Ctrl+Tab",
                    "Ctrl+Shift+T",
                    "Ctrl+Shift+N",
                    "Ctrl+Shift+P",
                ];
                assert!(!reserved.contains(&text.as_str()), "{command:?}: {text}");
            }
        }
    }

    #[test]
    fn titles_are_sentence_case_without_a_period() {
        for &command in Command::ALL {
            let title = command.title();
            assert!(
                title.starts_with(char::is_uppercase) && !title.ends_with('.'),
                "{title}"
            );
        }
    }
}
