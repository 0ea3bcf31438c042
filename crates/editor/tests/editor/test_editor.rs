//! An editor that is spoken to in pointer and key events, as a user would.

use vpcanvas_editor::{
    Editor, Selection, Template, Workspace, target_at,
    tool::{Effect, Event, Modifiers, Pointer, Tool},
};
use vpcanvas_model::{
    Document, Properties, ResourceId, Transaction, file,
    geometry::{Offset, Point, Rect},
};

pub(crate) struct TestEditor {
    pub(crate) editor: Editor,
    /// What was asked of the application, all told.
    pub(crate) asked: Vec<Effect>,
    at: Point,
    modifiers: Modifiers,
}

/// A consumer, a service and its provider.
pub(crate) const PRIVATE_LINK: &str = "
vpc vpc-c 10.0.0.0/16 Region=us-east-1
  subnet subnet-a 10.0.1.0/24 use1-az1
    instance i-app 10.0.1.10 sg-app
  subnet subnet-b 10.0.2.0/24 use1-az2
  sg sg-app
    out -1 0.0.0.0/0
  endpoint vpce -> svc subnet-a@10.0.1.50 sg-app
  table rtb subnet-a
vpc vpc-p 10.1.0.0/16 Region=us-east-1
  subnet subnet-p 10.1.1.0/24 use1-az1
    instance i-web 10.1.1.10
  nlb nlb subnet-p@10.1.1.20
    listener listener tcp/443 -> tg
  targets tg tcp/443 i-web
service svc <- nlb
";

pub(crate) fn document(text: &str) -> Document {
    vpcanvas_fixture::parse(text).unwrap()
}

impl TestEditor {
    pub(crate) fn new(text: &str) -> Self {
        Self::of(document(text))
    }

    pub(crate) fn of(document: Document) -> Self {
        Self {
            editor: Editor::new(Workspace::new(document)),
            asked: Vec::new(),
            at: Point::default(),
            modifiers: Modifiers::default(),
        }
    }

    // What the user does.

    pub(crate) fn shift(&mut self) -> &mut Self {
        self.modifiers.shift = true;
        self
    }

    pub(crate) fn alt(&mut self) -> &mut Self {
        self.modifiers.alt = true;
        self
    }

    pub(crate) fn ctrl(&mut self) -> &mut Self {
        self.modifiers.command = true;
        self
    }

    /// Takes all fingers off the keyboard.
    pub(crate) fn hands_off(&mut self) -> &mut Self {
        self.modifiers = Modifiers::default();
        self
    }

    pub(crate) fn press(&mut self, at: impl Place) -> &mut Self {
        self.at = at.on(self);
        let pointer = self.pointer();
        self.event(&Event::PointerDown(pointer))
    }

    /// Moves with two steps on the way, as a hand does.
    pub(crate) fn drag(&mut self, to: impl Place) -> &mut Self {
        let (from, to) = (self.at, to.on(self));
        let way = to.minus(from);
        for part in 1..=3 {
            self.at = from.moved(Offset::new(way.x * part / 3, way.y * part / 3));
            let pointer = self.pointer();
            self.event(&Event::PointerMove(pointer));
        }
        self
    }

    pub(crate) fn drag_by(&mut self, x: i32, y: i32) -> &mut Self {
        let to = self.at.moved(Offset::new(x, y));
        self.drag(to)
    }

    pub(crate) fn release(&mut self) -> &mut Self {
        let pointer = self.pointer();
        self.event(&Event::PointerUp(pointer))
    }

    pub(crate) fn click(&mut self, at: impl Place) -> &mut Self {
        self.press(at).release()
    }

    pub(crate) fn double_click(&mut self, at: impl Place) -> &mut Self {
        self.click(at);
        let pointer = self.pointer();
        self.event(&Event::DoubleClick(pointer))
    }

    pub(crate) fn escape(&mut self) -> &mut Self {
        self.event(&Event::Escape)
    }

    pub(crate) fn take(&mut self, tool: Tool) -> &mut Self {
        self.editor.use_tool(tool);
        self
    }

    /// Drags a template from the palette.
    pub(crate) fn drop(&mut self, template: Template, at: impl Place) -> &mut Self {
        self.take(Tool::placing(template)).drag(at).release()
    }

    pub(crate) fn select(&mut self, ids: &[&str]) -> &mut Self {
        let selection: Selection = ids.iter().map(|id| ResourceId::from(*id)).collect();
        self.editor.select(selection);
        self
    }

    pub(crate) fn commit(&mut self, transaction: Transaction) -> &mut Self {
        self.editor.commit(transaction);
        self
    }

    pub(crate) fn undo(&mut self) -> &mut Self {
        self.editor.undo();
        self
    }

    // What the user sees.

    pub(crate) fn seen(&self) -> &Document {
        self.editor.workspace().document()
    }

    pub(crate) fn file(&self) -> String {
        file::write(self.editor.workspace().committed())
    }

    pub(crate) fn rect(&self, id: &str) -> Rect {
        let arrangement = self.editor.workspace().arrangement();
        arrangement
            .rect(&id.into())
            .unwrap_or_else(|| panic!("{id} is not on the canvas"))
    }

    pub(crate) fn properties(&self, id: &str) -> &Properties {
        &self.seen().resource(&id.into()).unwrap().properties
    }

    pub(crate) fn address(&self, id: &str) -> String {
        match self.properties(id) {
            Properties::Instance(instance) => instance.private_ip_address.unwrap().to_string(),
            other => panic!("{other:?} has no address"),
        }
    }

    #[track_caller]
    pub(crate) fn check_selected(&mut self, expected: &[&str]) -> &mut Self {
        let selection = self.editor.workspace().selection();
        let ids: Vec<&str> = selection.ids().iter().map(ResourceId::as_str).collect();
        assert_eq!(ids, expected);
        self
    }

    #[track_caller]
    pub(crate) fn check_parent(&mut self, id: &str, expected: Option<&str>) -> &mut Self {
        let id = ResourceId::from(id);
        let parent = self.seen().parent(&id).map(ResourceId::as_str);
        assert_eq!(parent, expected);
        self
    }

    /// The tool by the name of its state.
    #[track_caller]
    pub(crate) fn check_tool(&mut self, expected: &str) -> &mut Self {
        let state = format!("{:?}", self.editor.tool());
        assert!(state.starts_with(expected), "{state}");
        self
    }

    #[track_caller]
    pub(crate) fn check_said(&mut self, expected: &str) -> &mut Self {
        let said: Vec<&str> = self
            .asked
            .iter()
            .filter_map(|effect| match effect {
                Effect::Message(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(said.last(), Some(&expected));
        self
    }

    #[track_caller]
    pub(crate) fn check_undo(&mut self, expected: Option<&str>) -> &mut Self {
        assert_eq!(self.editor.workspace().undo_label(), expected);
        self
    }

    fn pointer(&self) -> Pointer {
        self.pointer_at(self.at)
    }

    pub(crate) fn pointer_at(&self, at: Point) -> Pointer {
        let workspace = self.editor.workspace();
        Pointer {
            at,
            target: target_at(
                workspace.document(),
                workspace.arrangement(),
                workspace.selection(),
                at,
            ),
            modifiers: self.modifiers,
        }
    }

    pub(crate) fn event(&mut self, event: &Event) -> &mut Self {
        let asked = self.editor.on_event(event, 4);
        self.asked.extend(asked);
        self
    }
}

/// Somewhere on the canvas.
pub(crate) trait Place {
    fn on(&self, editor: &TestEditor) -> Point;
}

impl Place for Point {
    fn on(&self, _: &TestEditor) -> Point {
        *self
    }
}

/// The place a resource is taken by: its header, or the middle of a tile.
impl Place for &str {
    fn on(&self, editor: &TestEditor) -> Point {
        editor.rect(self).min.moved(Offset::new(40, 20))
    }
}

/// A free place inside a container, at its lower right.
pub(crate) struct Inside(pub(crate) &'static str);

impl Place for Inside {
    fn on(&self, editor: &TestEditor) -> Point {
        editor.rect(self.0).max.moved(Offset::new(-8, -8))
    }
}

/// A place far below everything.
pub(crate) struct Nowhere;

impl Place for Nowhere {
    fn on(&self, editor: &TestEditor) -> Point {
        let bounds = editor.editor.workspace().arrangement().bounds();
        bounds.unwrap_or_default().max.moved(Offset::new(-100, 400))
    }
}
