//! The command palette: any command or object by a few letters of its name. What cannot be done now is listed after what
//! can, with the reason.

use std::sync::Arc;

use egui::{Align2, Area, Button, Id, Key, Modal, Order, RichText, ScrollArea, TextEdit, Ui, vec2};
use vpcanvas_drawing::Token;
use vpcanvas_editor::actions::{frames, homes};
use vpcanvas_editor::{Finder, Found, Frame, Template, connected_templates};
use vpcanvas_model::ResourceId;

use super::parts;
use crate::answers::found::found;
use crate::commands::Command;
use crate::frame::{FrameContext, Request};
use crate::session::Search;
use crate::theme::color;

/// How many objects are listed at most; a few more letters find the others.
const MOST_OBJECTS: usize = 50;

/// How far below the upper edge of the window it begins, in points.
const TOP: f32 = 80.0;

/// What can be chosen.
#[derive(Clone, PartialEq)]
enum Entry {
    Command(Command),
    /// What was open before, by its position.
    Recent(usize),
    Object(ResourceId),
    Found(Found),
    Template(Template),
    Home(Option<ResourceId>),
    /// A Region or zone to move what is selected into.
    Frame(Frame),
}

/// Shows the palette while it is open.
pub(super) fn show(ui: &Ui, frame: &FrameContext<'_>) {
    let Some(search) = &frame.session().search else {
        return;
    };
    let id = Id::unique("command palette");
    let area = Area::new(id)
        .order(Order::Foreground)
        .anchor(Align2::CENTER_TOP, vec2(0.0, TOP));
    let response = Modal::new(id).area(area).show(ui.ctx(), |ui| {
        parts::set_room(ui, 2.0 * TOP);
        ui.set_width(480.0);
        contents(ui, frame, search)
    });
    if response.inner || response.should_close() {
        ui.data_mut(|data| data.remove::<(String, usize)>(id));
        frame.ask(Request::CloseSearch);
    }
}

/// Returns whether something was chosen.
fn contents(ui: &mut Ui, frame: &FrameContext<'_>, search: &Search) -> bool {
    let id = Id::unique("command palette");
    let (mut query, mut marked): (String, usize) =
        ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let prompt = match search {
        Search::Everything => text!("find-everything"),
        Search::Objects => text!("find-objects"),
        Search::Insert(_) | Search::Container => text!("find-insert"),
        Search::Connected(..) => text!("find-connected"),
        Search::Home => text!("find-home"),
    };
    let field = TextEdit::singleline(&mut query)
        .hint_text(prompt)
        .desired_width(f32::INFINITY);
    let field = ui.add(field).accessible_name(prompt);
    field.request_focus();
    if field.changed() {
        marked = 0;
    }
    let entries = match search {
        Search::Objects => found_entries(ui, frame, &query),
        _ => entries(frame, search, &query),
    };
    marked = moved(ui, marked, entries.len());
    let is_entered = ui.input(|input| input.key_pressed(Key::Enter));
    let mut chosen = entries.get(marked).filter(|_| is_entered).cloned();
    ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for (index, entry) in entries.iter().enumerate() {
            if row(ui, frame, entry, index == marked) {
                chosen = Some(entry.clone());
            }
        }
        if entries.is_empty() {
            parts::hint(ui, nothing_found(search, &query));
        }
    });
    ui.data_mut(|data| data.insert_temp(id, (query.clone(), marked)));
    let is_chosen = chosen.is_some();
    match chosen {
        Some(Entry::Command(command)) => frame.ask(Request::Command(command)),
        Some(Entry::Recent(index)) => frame.ask(Request::OpenRecent(index)),
        Some(Entry::Object(id)) => frame.ask(Request::Show(id)),
        Some(Entry::Found(found)) => {
            frame.ask(Request::Seek(query));
            frame.ask(Request::Show(found.id));
        }
        Some(Entry::Template(template)) => frame.ask(match search {
            Search::Insert(Some(at)) => Request::InsertAt(template, *at),
            Search::Connected(from, at) => Request::InsertConnected(template, from.clone(), *at),
            _ => Request::Insert(template),
        }),
        Some(Entry::Home(to)) => frame.ask(Request::MoveTo(frame.selection().to_vec(), to)),
        Some(Entry::Frame(to)) => frame.ask(Request::MoveToFrame(frame.selection().to_vec(), to)),
        None => {}
    }
    is_chosen
}

fn moved(ui: &Ui, marked: usize, entries: usize) -> usize {
    let (down, up) = ui.input(|input| {
        (
            input.key_pressed(Key::ArrowDown),
            input.key_pressed(Key::ArrowUp),
        )
    });
    let last = entries.saturating_sub(1);
    match (down, up) {
        (true, _) => (marked + 1).min(last),
        (_, true) => marked.saturating_sub(1),
        (false, false) => marked.min(last),
    }
}

fn row(ui: &mut Ui, frame: &FrameContext<'_>, entry: &Entry, is_marked: bool) -> bool {
    let (title, right) = match entry {
        Entry::Command(command) => {
            let right = frame.refusal(*command);
            let right = right.unwrap_or_else(|| frame.keys_of(*command));
            (frame.title_of(*command), right)
        }
        Entry::Template(template) => (template.title().to_owned(), String::new()),
        Entry::Recent(index) => {
            let recent = frame.state.recent.get(*index);
            let name = recent.map_or("", |recent| recent.name.as_str());
            let place = recent.map_or("", |recent| recent.words());
            (text!("recent-open", name = name), place.to_owned())
        }
        Entry::Home(None) => (text!("outline-canvas").to_owned(), String::new()),
        Entry::Frame(to) => {
            let around = to.container.as_ref();
            let around = around.map(|id| frame.document().display_name(id));
            let around = around.unwrap_or(text!("outline-canvas"));
            let right = text!("find-frame", kind = to.title(), container = around);
            (to.name.clone(), right)
        }
        Entry::Found(found) => (
            frame.document().display_name(&found.id).to_owned(),
            found.by.clone(),
        ),
        Entry::Object(id) | Entry::Home(Some(id)) => {
            let kind = frame
                .document()
                .resource(id)
                .map_or("", |resource| resource.properties.title());
            (
                frame.document().display_name(id).to_owned(),
                kind.to_owned(),
            )
        }
    };
    let weak = color(ui, Token::TextWeak);
    let is_refused = match entry {
        Entry::Command(command) => !frame.is_enabled(*command),
        _ => false,
    };
    let title = RichText::new(title);
    let title = if is_refused { title.color(weak) } else { title };
    let button = Button::selectable(is_marked, title)
        .truncate()
        .shortcut_text(RichText::new(right).color(weak))
        .min_size(vec2(ui.available_width(), 26.0));
    let response = ui.add(button);
    if is_marked {
        response.scroll_to_me(None);
    }
    response.clicked()
}

fn entries(frame: &FrameContext<'_>, search: &Search, query: &str) -> Vec<Entry> {
    if let Some(mut templates) = templates(frame, search) {
        templates.retain(|template| matches(query, template.title()));
        templates.sort_by_key(|template| nearness(query, template.title()));
        return templates.into_iter().map(Entry::Template).collect();
    }
    if *search == Search::Home {
        let homes = homes(frame.document(), frame.selection()).into_iter();
        let named = homes.filter(|home| {
            let name = home.as_ref().map(|id| frame.document().display_name(id));
            matches(query, name.unwrap_or(text!("outline-canvas")))
        });
        let arrangement = frame.state.workspace().arrangement();
        let frames = frames(frame.document(), arrangement, frame.selection()).into_iter();
        let frames = frames.filter(|to| matches(query, &to.name));
        let frames = frames.map(Entry::Frame);
        return frames
            .chain(named.map(Entry::Home))
            .take(MOST_OBJECTS)
            .collect();
    }
    let commands = Command::ALL
        .iter()
        .filter(|command| **command != Command::CommandPalette && matches(query, command.title()));
    let objects = frame.document().resources().map(|(id, _)| id).filter(|id| {
        !query.is_empty()
            && (matches(query, frame.document().display_name(id)) || matches(query, id.as_str()))
    });
    let mut commands: Vec<Command> = commands.copied().collect();
    commands.sort_by_key(|command| {
        let is_refused = !frame.is_enabled(*command);
        (is_refused, nearness(query, command.title()))
    });
    let commands = commands.into_iter().map(Entry::Command);
    let recent = frame.state.recent.iter().enumerate();
    let recent = recent.filter(|(_, recent)| {
        !query.is_empty() && matches(query, &text!("recent-open", name = recent.name.as_str()))
    });
    commands
        .chain(recent.map(|(index, _)| Entry::Recent(index)))
        .chain(
            objects
                .take(MOST_OBJECTS)
                .map(|id| Entry::Object(id.clone())),
        )
        .collect()
}

/// What can be inserted, where that is what is looked for.
fn templates(frame: &FrameContext<'_>, search: &Search) -> Option<Vec<Template>> {
    let workspace = frame.state.workspace();
    match search {
        Search::Insert(_) => Some(Template::all().collect()),
        Search::Container => {
            let all = Template::all();
            Some(all.filter(|one| one.kind().is_container()).collect())
        }
        Search::Connected(from, at) => Some(connected_templates(
            workspace.committed(),
            workspace.committed_arrangement(),
            from,
            *at,
        )),
        Search::Everything | Search::Objects | Search::Home => None,
    }
}

/// The objects a text finds. The design is read once for each of its revisions.
fn found_entries(ui: &Ui, frame: &FrameContext<'_>, query: &str) -> Vec<Entry> {
    let now = (frame.state.generation, frame.state.workspace().revision());
    let id = Id::unique("finder");
    let kept: Option<((u64, u64), Arc<Finder>)> = ui.data(|data| data.get_temp(id));
    let finder = match kept.filter(|(revision, _)| *revision == now) {
        Some((_, finder)) => finder,
        None => Arc::new(Finder::new(frame.document())),
    };
    ui.data_mut(|data| data.insert_temp(id, (now, Arc::clone(&finder))));
    let found = found(&finder, frame.answers.problems(), query);
    found
        .into_iter()
        .take(MOST_OBJECTS)
        .map(Entry::Found)
        .collect()
}

fn nothing_found(search: &Search, query: &str) -> &'static str {
    match search {
        Search::Objects if query.trim().is_empty() => {
            text!("find-objects-help")
        }
        Search::Objects => text!("find-no-object"),
        Search::Home if query.is_empty() => text!("find-no-home"),
        Search::Connected(..) if query.is_empty() => text!("find-no-connection"),
        _ => text!("find-nothing"),
    }
}

/// What is called as the query says comes first, then what begins so.
fn nearness(query: &str, name: &str) -> u8 {
    let (query, name) = (query.trim().to_lowercase(), name.to_lowercase());
    match name.strip_prefix(&query) {
        Some("") => 0,
        Some(_) => 1,
        None => 2,
    }
}

/// Whether every word of the query begins somewhere in the name.
pub(super) fn matches(query: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    query
        .to_lowercase()
        .split_whitespace()
        .all(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_as_the_query_says_comes_first() {
        let query = "endpoint service ";
        let mut names = [
            "Service network endpoint",
            "Endpoint service of others",
            "Endpoint service",
        ];
        names.sort_by_key(|name| nearness(query, name));
        assert!(names.iter().all(|name| matches(query, name)));
        assert_eq!(
            names,
            [
                "Endpoint service",
                "Endpoint service of others",
                "Service network endpoint"
            ]
        );
    }

    #[test]
    fn words_match_in_any_order_and_case() {
        assert!(matches("fit ZOOM", "Zoom to fit"));
        assert!(matches("", "anything"));
        assert!(!matches("zoom away", "Zoom to fit"));
    }
}
