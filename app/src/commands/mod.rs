//! The one list of commands: it feeds the menus, the command palette, the shortcuts and their overview.
//!
//! Only keys and groups stand here: what a command is called is in the catalogue of texts, what it does in the file of its
//! group.

mod analysis;
pub(crate) mod arrange;
mod availability;
pub(crate) mod clipboard;
pub mod dispatch;
pub(crate) mod edit;
pub(crate) mod file;
mod go;
mod history;
pub(crate) mod import;
pub(crate) mod keyboard;
pub mod keymap;
mod note;
pub mod rebind;
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
    pub fn title(self) -> &'static str {
        match self {
            Self::File => text!("menu-file"),
            Self::Edit => text!("menu-edit"),
            Self::Arrange => text!("menu-arrange"),
            Self::View => text!("menu-view"),
            Self::Tools => text!("menu-tools"),
            Self::Help => text!("menu-help"),
        }
    }
}

/// Makes the enum, the list and the table from one block, so that no command can be missing anywhere.
macro_rules! commands {
    ($($(#[$doc:meta])* $command:ident: $group:ident, [$($shortcut:expr),*];)*) => {
        /// Something the user can do that needs no further words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Command {
            $($(#[$doc])* $command,)*
        }

        impl Command {
            /// Every command, in the order of the menus.
            pub const ALL: &[Self] = &[$(Self::$command,)*];

            /// Its name, with `…` where it opens something: the text `command-` and what it is called here.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$command => text!(concat!("command-", stringify!($command))),)*
                }
            }

            /// The menu it stands in.
            pub const fn group(self) -> Group {
                match self {
                    $(Self::$command => Group::$group,)*
                }
            }

            /// Its keys, unless the user gave it others; the first is the one shown.
            pub const fn default_shortcuts(self) -> &'static [Shortcut] {
                match self {
                    $(Self::$command => const { &[$($shortcut),*] },)*
                }
            }
        }
    };
}

use egui::Key;

use crate::canvas::space::whole;

commands! {
    /// Begin an empty design.
    New: File, [Shortcut::alt(Key::N)];
    /// Open a file.
    Open: File, [Shortcut::ctrl(Key::O)];
    /// Make a design of what the AWS command line printed, or bring it into the one that is open.
    ImportFromAws: File, [];
    /// Open the example of a service offered over PrivateLink.
    OpenPrivateLinkExample: File, [];
    /// Open the example that sets an endpoint beside a network interface.
    OpenEndpointExample: File, [];
    /// The states the design had.
    Versions: File, [];
    /// Save the design where it came from.
    Save: File, [Shortcut::ctrl(Key::S)];
    /// Save the design elsewhere.
    SaveAs: File, [Shortcut::ctrl_shift(Key::S)];
    /// Write the picture as SVG.
    ExportSvg: File, [Shortcut::ctrl_shift(Key::E)];
    /// Write the picture as PNG.
    ExportPng: File, [];

    /// Take the last change back.
    Undo: Edit, [Shortcut::ctrl(Key::Z)];
    /// Do it again.
    Redo: Edit, [Shortcut::ctrl_shift(Key::Z), Shortcut::ctrl(Key::Y)];
    /// Put something new, found by its name, on the canvas.
    InsertByName: Edit, [Shortcut::key(Key::I), Shortcut::key(Key::Slash)];
    /// Put a new account, VPC or subnet on the canvas.
    InsertContainer: Edit, [Shortcut::key(Key::F)];
    /// Write a note where the pointer is, or by the selection.
    NewNote: Edit, [Shortcut::key(Key::N), Shortcut::key(Key::T)];
    /// Write on the selected object itself.
    NoteOnObject: Edit, [Shortcut::shift(Key::N)];
    /// A copy of the selection beside it.
    Duplicate: Edit, [Shortcut::ctrl(Key::D)];
    /// Put a copy of the selection on the clipboard.
    Copy: Edit, [Shortcut::ctrl(Key::C)];
    /// Put the picture of the selection, or of everything, on the clipboard as text.
    CopySvg: Edit, [Shortcut::alt(Key::C)];
    /// Put the same picture on the clipboard as pixels.
    CopyPng: Edit, [Shortcut::alt_shift(Key::C)];
    /// Put the selection on the clipboard and remove it.
    Cut: Edit, [Shortcut::ctrl(Key::X)];
    /// Insert what is on the clipboard.
    Paste: Edit, [Shortcut::ctrl(Key::V)];
    /// Put the selection into another container, found by its name.
    MoveInto: Edit, [Shortcut::shift(Key::M)];
    /// Remove the selection and what stands in it.
    Delete: Edit, [Shortcut::key(Key::Delete), Shortcut::key(Key::Backspace)];
    /// Give the selected object another name.
    Rename: Edit, [Shortcut::key(Key::F2), Shortcut::key(Key::Enter)];
    /// Find an object by what is written on it.
    Find: Edit, [Shortcut::ctrl(Key::F)];
    /// The next of the objects that were found.
    FindNext: Edit, [Shortcut::key(Key::F3)];
    /// The one before.
    FindPrevious: Edit, [Shortcut::shift(Key::F3)];
    /// Select everything.
    SelectAll: Edit, [Shortcut::ctrl(Key::A)];
    /// Select the neighbour to the left.
    GoLeft: Edit, [Shortcut::ctrl(Key::ArrowLeft)];
    /// Select the neighbour to the right.
    GoRight: Edit, [Shortcut::ctrl(Key::ArrowRight)];
    /// Select the neighbour above.
    GoUp: Edit, [Shortcut::ctrl(Key::ArrowUp)];
    /// Select the neighbour below.
    GoDown: Edit, [Shortcut::ctrl(Key::ArrowDown)];
    /// Select the first thing in the selected container.
    GoInto: Edit, [Shortcut::ctrl_shift(Key::ArrowDown)];
    /// Select the container around.
    GoOutOf: Edit, [Shortcut::ctrl_shift(Key::ArrowUp), Shortcut::shift(Key::Enter)];
    /// Put something new to the left of the selected object, connected with it.
    ConnectLeft: Edit, [Shortcut::ctrl_alt(Key::ArrowLeft)];
    /// The same to the right.
    ConnectRight: Edit, [Shortcut::ctrl_alt(Key::ArrowRight)];
    /// The same above.
    ConnectUp: Edit, [Shortcut::ctrl_alt(Key::ArrowUp)];
    /// The same below.
    ConnectDown: Edit, [Shortcut::ctrl_alt(Key::ArrowDown)];
    /// Say what is selected.
    SaySelection: Edit, [Shortcut::alt_shift(Key::R)];
    /// Leave the tool, then the selection.
    Escape: Edit, [Shortcut::key(Key::Escape)];

    /// The left edges of the selection in line.
    AlignLeft: Arrange, [Shortcut::alt(Key::A)];
    /// Their middles over one another.
    AlignCenter: Arrange, [Shortcut::alt(Key::H)];
    /// Their right edges in line.
    AlignRight: Arrange, [Shortcut::alt(Key::D)];
    /// Their upper edges in line.
    AlignTop: Arrange, [Shortcut::alt(Key::W)];
    /// Their middles beside one another.
    AlignMiddle: Arrange, [Shortcut::alt(Key::V)];
    /// Their lower edges in line.
    AlignBottom: Arrange, [Shortcut::alt(Key::S)];
    /// The same distance between them from left to right.
    DistributeHorizontally: Arrange, [Shortcut::alt_shift(Key::H)];
    /// The same distance between them from top to bottom.
    DistributeVertically: Arrange, [Shortcut::alt_shift(Key::V)];
    /// Whether what is dragged comes in line with the grid and with what stands around it.
    Snap: Arrange, [Shortcut::shift(Key::S)];
    /// The selected container as small as its contents allow.
    FitToContents: Arrange, [];
    /// The contents of the selected container laid out anew, after a look at it.
    TidyContainer: Arrange, [];
    /// The selection laid out anew, after a look at it.
    TidySelection: Arrange, [];
    /// Everything laid out anew, after a look at it.
    TidyAll: Arrange, [];
    /// The selected containers, or what the selection stands in, as one tile each.
    Collapse: Arrange, [Shortcut::ctrl(Key::Home)];
    /// What is in the selected tiles again.
    Expand: Arrange, [Shortcut::ctrl(Key::End)];
    /// Consumers that are like one another as one tile, after a look at it.
    FoldAlike: Arrange, [];
    /// The selection stays where it stands, or may be moved again.
    ToggleLock: Arrange, [Shortcut::shift(Key::L), Shortcut::ctrl(Key::L)];
    /// Nothing moves by hand, or everything again.
    LockLayout: Arrange, [];

    /// Larger.
    ZoomIn: View, [Shortcut::ctrl(Key::Equals), Shortcut::ctrl(Key::Plus)];
    /// Smaller.
    ZoomOut: View, [Shortcut::ctrl(Key::Minus)];
    /// At its own size.
    ZoomActual: View, [Shortcut::shift_digit(Key::Num0), Shortcut::ctrl(Key::Num0)];
    /// All of it.
    ZoomFit: View, [Shortcut::shift_digit(Key::Num1)];
    /// All of the selection.
    ZoomSelection: View, [Shortcut::shift_digit(Key::Num2)];
    /// Leave route tables out of the picture, or not.
    Routing: View, [];
    /// The same for security groups, network ACLs and prefix lists.
    SecurityGroups: View, [];
    /// The same for zones, Resolver and where they answer.
    Dns: View, [];
    /// The same for endpoints and services.
    PrivateLink: View, [];
    /// The same for the ways to the internet.
    Internet: View, [];
    /// Leave nothing out.
    ShowAll: View, [];
    /// See the words on all lines.
    LabelsAll: View, [];
    /// See those on the lines of what is selected.
    LabelsOfSelection: View, [];
    /// See none of them.
    LabelsNone: View, [];
    /// The dots of the grid.
    Grid: View, [Shortcut::ctrl(Key::Quote)];
    /// All of the design in a corner.
    Minimap: View, [Shortcut::key(Key::M)];
    /// Light or dark.
    ToggleTheme: View, [Shortcut::alt_shift(Key::D)];
    /// Only the canvas, or everything.
    FocusMode: View, [Shortcut::ctrl(Key::Period)];
    /// Everything as a tree of what stands in what.
    ShowOutline: View, [Shortcut::key(Key::O)];
    /// What a design is made of.
    ShowPalette: View, [];
    /// The list of problems.
    ShowProblems: View, [];
    /// The way of a packet.
    ShowTrace: View, [];
    /// What a name resolves to.
    ShowDns: View, [];
    /// What the author expects.
    ShowChecks: View, [];
    /// Who reaches what.
    ShowMatrix: View, [];
    /// What became of each thing that was imported.
    ShowImportReport: View, [];
    /// What there is to learn from the design.
    ShowLesson: View, [];
    /// The step of the lesson after the one that is read.
    NextStep: View, [];
    /// The step before.
    PreviousStep: View, [];

    /// Select and move.
    SelectTool: Tools, [Shortcut::key(Key::V)];
    /// Move the picture.
    HandTool: Tools, [Shortcut::key(Key::H)];
    /// Connect one object with another.
    ConnectTool: Tools, [Shortcut::key(Key::A)];
    /// Point at things for others to see.
    LaserTool: Tools, [Shortcut::key(Key::K)];
    /// Whether a tool stays in the hand once it was used.
    KeepTool: Tools, [Shortcut::key(Key::Q)];
    /// Ask whether one object reaches another.
    ProbeTool: Tools, [Shortcut::key(Key::P)];
    /// Ask what a name resolves to, seen from the selected object.
    Dig: Tools, [Shortcut::key(Key::D)];
    /// Ask what the selected object reaches.
    TraceFrom: Tools, [];
    /// Ask whether the selected object is reached.
    TraceTo: Tools, [];
    /// Ask who can reach the selected object, and what it can reach.
    Reach: Tools, [Shortcut::key(Key::R)];
    /// Show on the canvas what the first change that would mend the trace changes.
    PreviewFix: Tools, [];
    /// Make the first change that would mend the trace that is shown.
    ApplyFix: Tools, [Shortcut::alt(Key::Enter)];
    /// Expect from now on what the trace that is shown has found.
    AddCheck: Tools, [];
    /// Show the next problem on the canvas.
    NextProblem: Tools, [Shortcut::key(Key::F8)];
    /// Show the one before.
    PreviousProblem: Tools, [Shortcut::shift(Key::F8)];

    /// Find a command by its name.
    CommandPalette: Help, [Shortcut::ctrl(Key::K), Shortcut::ctrl(Key::Slash)];
    /// All shortcuts.
    Shortcuts: Help, [Shortcut::key(Key::Questionmark)];
    /// How the program looks and behaves.
    Settings: Help, [Shortcut::ctrl(Key::Comma)];
}

impl Command {
    /// The name it is kept under: that of the list of commands, whatever it is called in the window.
    pub fn id(self) -> String {
        format!("{self:?}")
    }

    /// Whether its keys are the system's, or those that end everything, and stay what they are.
    pub const fn has_keys_of_its_own(self) -> bool {
        matches!(self, Self::Copy | Self::Cut | Self::Paste | Self::Escape)
    }

    /// Whether its keys work while the user types into a field: what a field would do with them itself does not.
    pub fn works_while_typing(self, shortcut: Shortcut) -> bool {
        let is_search = matches!(self, Self::Find | Self::FindNext | Self::FindPrevious);
        // A field goes to its ends with these keys.
        let is_of_field = matches!(self, Self::Collapse | Self::Expand);
        !is_of_field
            && (is_search || self.group() != Group::Edit)
            && (shortcut.has_ctrl_or_alt() || shortcut.is_function_key())
    }
}

/// Where the pointer is on the canvas, if it is there and over nothing else.
fn pointer_on_canvas(dispatch: &dispatch::Dispatch<'_>) -> Option<vpcanvas_model::geometry::Point> {
    let camera = &dispatch.state.session.camera;
    let at = dispatch.context.input(|input| input.pointer.latest_pos())?;
    let is_free = dispatch.context.layer_id_at(at) == Some(egui::LayerId::background());
    let is_on = is_free && camera.canvas.contains(at);
    is_on.then(|| whole(camera.scene_from_screen(at)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut taken: BTreeMap<String, Command> = BTreeMap::new();
        for &command in Command::ALL {
            for shortcut in command.default_shortcuts() {
                let earlier = taken.insert(shortcut.to_string(), command);
                assert_eq!(earlier, None, "{shortcut} is {command:?} too");
            }
        }
    }

    #[test]
    fn no_shortcut_is_one_a_browser_keeps_for_itself() {
        for &command in Command::ALL {
            for shortcut in command.default_shortcuts() {
                let is_kept = shortcut.is_kept_by_browsers();
                assert!(!is_kept, "{command:?}: {shortcut}");
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
