//! Reading what a command printed: the lists in it, told by their keys, element by element.
//!
//! A file may hold several JSON documents, a document several lists, and an object may hold the request's own parameter
//! beside the result. No list is held as a whole unless its elements must wait for the parameter that says what they belong
//! to. What is wrong with a part is noted, and the rest is read.

use std::{collections::BTreeMap, fmt, ops::ControlFlow, sync::Arc};

use serde::{
    Deserialize as _, Deserializer,
    de::{
        DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer,
    },
};
use serde_json::Value;

use super::{
    collection::{At, Collection},
    command,
    list::{self, Becomes, List},
    place::Place,
    report::Group,
    text,
};

/// How many elements are read between two looks at whether to go on.
const STRIDE: usize = 512;

/// Reads one file into a collection.
pub(super) struct Reader<'a> {
    collection: &'a mut Collection,
    place: Arc<Place>,
    /// Asked now and then whether to go on.
    goes_on: &'a mut dyn FnMut(usize) -> ControlFlow<()>,
    elements: usize,
    is_cancelled: bool,
}

/// A document that is being read.
#[derive(Default)]
struct Open {
    /// The request's own parameters, found beside the lists.
    request: BTreeMap<String, String>,
    waiting: Vec<Waiting>,
    lists: Vec<&'static List>,
    /// There is more of its lists: it says so itself, or is cut off.
    goes_on: bool,
}

/// An element that waits for the end of its document to learn what it belongs to.
struct Waiting {
    list: &'static List,
    value: Value,
    pointer: String,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        collection: &'a mut Collection,
        place: &str,
        goes_on: &'a mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Self {
        let place = Arc::new(Place::parse(place));
        Self {
            collection,
            place,
            goes_on,
            elements: 0,
            is_cancelled: false,
        }
    }

    /// Reads everything in the file.
    pub(super) fn read(mut self, bytes: &[u8]) -> ControlFlow<()> {
        let text = match text::of(bytes) {
            Ok(text) => text,
            Err(reason) => {
                self.problem("File", &reason, "");
                return ControlFlow::Continue(());
            }
        };
        let mut deserializer = serde_json::Deserializer::from_slice(text);
        let mut documents = 0;
        while deserializer.end().is_err() {
            let document = DocumentSeed {
                reader: &mut self,
                pointer: String::new(),
            };
            if let Err(error) = document.deserialize(&mut deserializer) {
                self.broken(&error);
                break;
            }
            documents += 1;
        }
        if documents == 0 && text.trim_ascii().is_empty() {
            self.problem(
                "File",
                "the file is empty: did the command that wrote it fail?",
                "",
            );
        }
        if self.is_cancelled {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn broken(&mut self, error: &serde_json::Error) {
        if self.is_cancelled {
            return;
        }
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        let place = format!("line {}, column {}", error.line(), error.column());
        let reason = format!("{message}; what stands before it was read, the rest was not");
        self.problem("File", &reason, &place);
    }

    fn problem(&mut self, what: &str, reason: &str, pointer: &str) {
        let notes = &mut self.collection.notes;
        notes.add(Group::Problem, what, reason, &self.place.file, pointer);
    }

    /// Counts an element; an error ends the reading.
    fn count<E: serde::de::Error>(&mut self) -> Result<(), E> {
        self.elements += 1;
        if self.elements.is_multiple_of(STRIDE) && (self.goes_on)(STRIDE).is_break() {
            self.is_cancelled = true;
            return Err(E::custom("cancelled"));
        }
        Ok(())
    }

    fn element(
        &mut self,
        list: &'static List,
        value: Value,
        pointer: String,
        subject: Option<&str>,
    ) {
        let at = At {
            place: Arc::clone(&self.place),
            pointer,
        };
        self.collection.element(list, value, at, subject);
    }
}

/// A whole output: an object with lists.
struct DocumentSeed<'a, 'b> {
    reader: &'a mut Reader<'b>,
    pointer: String,
}

impl<'de> DeserializeSeed<'de> for DocumentSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for DocumentSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with lists, as the AWS command line prints it")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let mut open = Open::default();
        let Self { reader, pointer } = self;
        let read = reader.keys(map, &pointer, &mut open);
        if read.is_err() {
            // What stands before the fault is read, but the list is not collected.
            open.goes_on = true;
        }
        reader.settle(open);
        read
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let lists = self.reader.place.command.map(|command| command.lists);
        if let (Some([key]), "") = (lists, self.pointer.as_str())
            && let Some(list) = list::find(key)
        {
            let mut open = Open::default();
            let reader = &mut *self.reader;
            let bare = ListSeed {
                reader,
                list,
                pointer: self.pointer,
                open: &mut open,
            };
            let read = bare.visit_seq(seq);
            open.goes_on |= read.is_err();
            self.reader.settle(open);
            return read;
        }
        let mut index = 0;
        loop {
            let pointer = format!("{}/{index}", self.pointer);
            let document = DocumentSeed {
                reader: &mut *self.reader,
                pointer,
            };
            if seq.next_element_seed(document)?.is_none() {
                return Ok(());
            }
            self.reader.count()?;
            index += 1;
        }
    }
}

impl Reader<'_> {
    /// Everything in one object.
    fn keys<'de, A: MapAccess<'de>>(
        &mut self,
        mut map: A,
        above: &str,
        open: &mut Open,
    ) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let pointer = format!("{}/{}", above, key.replace('~', "~0").replace('/', "~1"));
            if let Some(list) = list::find(&key) {
                map.next_value_seed(ListSeed {
                    reader: &mut *self,
                    list,
                    pointer,
                    open: &mut *open,
                })?;
            } else if list::WRAPPERS.contains(&key.as_str()) {
                map.next_value_seed(DocumentSeed {
                    reader: &mut *self,
                    pointer,
                })?;
            } else {
                let value = map.next_value::<Brief>()?;
                self.other(&key, value, &pointer, open);
            }
        }
        Ok(())
    }

    /// A key that is no list.
    fn other(&mut self, key: &str, value: Brief, pointer: &str, open: &mut Open) {
        match value {
            Brief::Nothing => {}
            Brief::Text(text) if is_cursor(key) && !text.is_empty() => {
                self.cut(key, pointer, open);
            }
            Brief::True if key == "AdditionalRoutesAvailable" => self.cut(key, pointer, open),
            Brief::Text(text) if command::is_parameter(key) => {
                open.request.insert(key.to_owned(), text);
            }
            _ if is_cursor(key) || BESIDE.contains(&key) => {}
            Brief::Text(_) | Brief::True | Brief::Other => self.ignored(key, 1, pointer),
            Brief::List(count) => self.ignored(key, count.max(1), pointer),
        }
    }

    fn ignored(&mut self, key: &str, count: usize, pointer: &str) {
        let place = (self.place.file.as_str(), pointer);
        let reason = "nothing of this name is read";
        self.collection
            .notes
            .add_many(Group::Ignored, key, reason, count, place);
    }

    fn cut(&mut self, key: &str, pointer: &str, open: &mut Open) {
        open.goes_on = true;
        let reason = "the output goes on and the rest was not collected: let the command read every page (no --no-paginate, --max-items)";
        self.problem(key, reason, pointer);
    }

    /// Gives the elements that waited to what they belong to.
    fn settle(&mut self, open: Open) {
        let Open {
            request,
            waiting,
            lists,
            goes_on,
        } = open;
        let place = Arc::clone(&self.place);
        let subject_of = |list: &'static List| {
            let beside = list
                .requests()
                .find_map(|name| request.get(name).map(String::as_str));
            beside.or_else(|| list.requests().find_map(|name| place.argument_for(name)))
        };
        for Waiting {
            list,
            value,
            pointer,
        } in waiting
        {
            self.element(list, value, pointer, subject_of(list));
        }
        // The page that comes last says whether all was collected.
        for list in lists {
            let subject = subject_of(list);
            if goes_on {
                self.collection.forget(list, &place, subject);
            } else {
                self.collection.seen(list, &place, subject);
            }
        }
    }
}

/// Keys beside a result that say nothing about the network.
const BESIDE: &[&str] = &[
    "ResponseMetadata",
    "ServiceNames",
    "DelegationSet",
    "MaxItems",
    "MaxResults",
    "IsTruncated",
    "AdditionalRoutesAvailable",
];

/// Whether a key holds where the next page begins.
fn is_cursor(key: &str) -> bool {
    [
        "NextToken",
        "nextToken",
        "NextMarker",
        "Marker",
        "NextRecordName",
    ]
    .contains(&key)
}

/// A value as far as it matters when no list stands in it.
enum Brief {
    Nothing,
    Text(String),
    True,
    List(usize),
    Other,
}

impl<'de> serde::Deserialize<'de> for Brief {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BriefVisitor)
    }
}

struct BriefVisitor;

impl<'de> Visitor<'de> for BriefVisitor {
    type Value = Brief;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Brief, E> {
        Ok(Brief::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Brief, E> {
        Ok(if value { Brief::True } else { Brief::Other })
    }

    fn visit_i64<E>(self, _: i64) -> Result<Brief, E> {
        Ok(Brief::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Brief, E> {
        Ok(Brief::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Brief, E> {
        Ok(Brief::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Brief, E> {
        Ok(Brief::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Brief, A::Error> {
        while map
            .next_entry::<serde::de::IgnoredAny, serde::de::IgnoredAny>()?
            .is_some()
        {}
        Ok(Brief::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Brief, A::Error> {
        let mut count = 0;
        while seq.next_element::<serde::de::IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(Brief::List(count))
    }
}

/// The elements of one list.
struct ListSeed<'a, 'b> {
    reader: &'a mut Reader<'b>,
    list: &'static List,
    pointer: String,
    open: &'a mut Open,
}

impl<'de> DeserializeSeed<'de> for ListSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl ListSeed<'_, '_> {
    fn take(&mut self, value: Value, pointer: String) {
        if self.list.is_part() {
            self.open.waiting.push(Waiting {
                list: self.list,
                value,
                pointer,
            });
        } else {
            self.reader.element(self.list, value, pointer, None);
        }
    }

    fn refuse(self, found: &str) {
        let reason = format!("{found} found, expected a list of objects");
        self.reader.problem(self.list.key, &reason, &self.pointer);
    }
}

impl<'de> Visitor<'de> for ListSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        self.open.lists.push(self.list);
        let mut index = 0_usize;
        while let Some(value) = seq.next_element::<Value>()? {
            let pointer = format!("{}/{index}", self.pointer);
            self.take(value, pointer);
            self.reader.count()?;
            index += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<(), A::Error> {
        self.open.lists.push(self.list);
        let value =
            Value::deserialize(MapAccessDeserializer::new(map)).map_err(A::Error::custom)?;
        let pointer = self.pointer.clone();
        // A single resource says what the lists beside it belong to.
        if let Becomes::Resource { id: name, .. } = self.list.becomes
            && let Some(id) = value.get(name).and_then(Value::as_str)
        {
            let request = self.open.request.entry(name.to_owned());
            request.or_insert_with(|| id.to_owned());
        }
        self.take(value, pointer);
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.refuse("null");
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.refuse(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.refuse("a number");
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.refuse("a number");
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.refuse("a number");
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.refuse("a text");
        Ok(())
    }
}
