//! The source of the application taken apart: the texts it asks for, and the literals somebody may read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a literal of the source may be given to without being read by anyone: ids of widgets, files, logs, the page.
const UNSEEN: &[&str] = &[
    "text!",
    "Grid::new",
    "Id::unique",
    "Panel::bottom",
    "Panel::left",
    "Panel::right",
    "Panel::top",
    "concat!",
    "contains_key",
    "create",
    "debug!",
    "dock_left",
    "ends_with",
    "eq_ignore_ascii_case",
    "from_id_salt",
    "get_element_by_id",
    "id_salt",
    "include_bytes!",
    "include_str!",
    "indent",
    "make_persistent_id",
    "set_attribute",
    "set_type",
    "starts_with",
    "strip_prefix",
    "strip_suffix",
    "var_os",
    "warn!",
    "with",
];

/// A file of the source.
pub(super) struct Source {
    pub(super) name: String,
    tokens: Vec<Token>,
}

impl std::fmt::Display for Source {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.name)
    }
}

/// A use of `text!`.
pub(super) struct Use {
    pub(super) id: String,
    pub(super) arguments: BTreeSet<String>,
}

/// What a file is made of, as far as it matters here.
#[derive(Debug, PartialEq)]
enum Token {
    Word(String),
    Literal(usize, String),
    Mark(char),
}

impl Token {
    fn is(&self, mark: char) -> bool {
        *self == Self::Mark(mark)
    }

    fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    /// One level deeper, or out of one.
    fn depth(&self) -> isize {
        match self {
            Self::Mark('(' | '[' | '{') => 1,
            Self::Mark(')' | ']' | '}') => -1,
            _ => 0,
        }
    }
}

impl Source {
    /// The texts it asks for by an id that is written out.
    pub(super) fn texts(&self) -> impl Iterator<Item = Use> {
        self.tokens
            .windows(4)
            .enumerate()
            .filter_map(|(at, four)| match four {
                [
                    Token::Word(word),
                    Token::Mark('!'),
                    Token::Mark('('),
                    Token::Literal(_, id),
                ] if word == "text" => Some(Use {
                    id: id.clone(),
                    arguments: self.arguments(at + 4),
                }),
                _ => None,
            })
    }

    /// The names before `=` up to the end of the call.
    fn arguments(&self, from: usize) -> BTreeSet<String> {
        let mut depth = 0;
        let rest = &self.tokens[from..];
        let end = rest.iter().position(|token| {
            depth += token.depth();
            depth < 0
        });
        let mut depth = 0;
        let named = rest[..end.unwrap()].windows(3).filter_map(|three| {
            depth += three[0].depth();
            let is_named = depth == 0 && three[0].is(',') && three[2].is('=');
            three[1].word().filter(|_| is_named)
        });
        named.map(str::to_owned).collect()
    }

    /// The literals somebody may read, with their lines.
    pub(super) fn read_literals(&self) -> impl Iterator<Item = (usize, String)> {
        self.tokens
            .iter()
            .enumerate()
            .filter_map(|(at, token)| match token {
                Token::Literal(line, literal) if has_words(literal) && !self.is_unseen(at) => {
                    Some((*line, literal.clone()))
                }
                _ => None,
            })
    }

    /// Whether what takes a literal shows it to nobody.
    fn is_unseen(&self, at: usize) -> bool {
        let mut depth = 0;
        for index in (0..at).rev() {
            depth -= self.tokens[index].depth();
            if depth >= 0 {
                continue;
            }
            if !self.tokens[index].is('(') {
                return false;
            }
            if let Some(taker) = self.taker(index) {
                return UNSEEN.contains(&taker.as_str())
                    || taker
                        .rsplit("::")
                        .next()
                        .is_some_and(|last| UNSEEN.contains(&last));
            }
            // A tuple: what takes it takes the literal.
            depth = 0;
        }
        false
    }

    /// What stands before a bracket: `name`, `Type::name` or `name!`.
    fn taker(&self, bracket: usize) -> Option<String> {
        let before = |steps: usize| {
            bracket
                .checked_sub(steps)
                .and_then(|at| self.tokens.get(at))
        };
        if before(1).is_some_and(|token| token.is('!')) {
            return Some(format!("{}!", before(2)?.word()?));
        }
        let name = before(1)?.word()?;
        let is_path = [2, 3]
            .iter()
            .all(|steps| before(*steps).is_some_and(|token| token.is(':')));
        match before(4).and_then(Token::word).filter(|_| is_path) {
            Some(of) => Some(format!("{of}::{name}")),
            None => Some(name.to_owned()),
        }
    }
}

/// Whether letters are left when what is filled in is taken away.
fn has_words(literal: &str) -> bool {
    let mut depth = 0;
    literal.replace("\\n", "").chars().any(|character| {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0 && character.is_alphabetic()
    })
}

/// The source of the application without its tests.
pub(super) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    below(&root, &mut files);
    files.sort();
    let sources: Vec<Source> = files
        .iter()
        .filter(|path| {
            !path.components().any(|part| part.as_os_str() == "tests")
                && !path.ends_with("tests.rs")
        })
        .map(|path| Source {
            name: path.strip_prefix(&root).unwrap().display().to_string(),
            tokens: tokens(&std::fs::read_to_string(path).unwrap()),
        })
        .collect();
    assert!(sources.len() > 50, "the source is where it is looked for");
    sources
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Takes a file apart, without comments, attributes and what follows `#[cfg(test)] mod`.
fn tokens(source: &str) -> Vec<Token> {
    let code = source.split("#[cfg(test)]\n").collect::<Vec<_>>();
    let end = code
        .iter()
        .skip(1)
        .position(|after| after.trim_start().starts_with("mod "));
    let kept = code[..end.map_or(code.len(), |end| end + 1)].concat();
    let characters: Vec<char> = kept.chars().collect();
    let mut reader = Reader {
        rest: &characters,
        line: 1,
        tokens: Vec::new(),
    };
    while reader.step() {}
    without_attributes(reader.tokens)
}

struct Reader<'a> {
    rest: &'a [char],
    line: usize,
    tokens: Vec<Token>,
}

impl Reader<'_> {
    fn take(&mut self, count: usize) -> String {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.line += taken.iter().filter(|character| **character == '\n').count();
        self.rest = rest;
        taken.iter().collect()
    }

    fn find(&self, end: &str) -> usize {
        let end: Vec<char> = end.chars().collect();
        let found = self
            .rest
            .windows(end.len())
            .position(|window| window == end);
        found.unwrap_or(self.rest.len())
    }

    fn step(&mut self) -> bool {
        match self.rest {
            [] => return false,
            ['/', '/', ..] => drop(self.take(self.find("\n"))),
            ['"', ..] => self.literal(),
            ['r', '"' | '#', ..] => self.raw(),
            ['\'', '\\', ..] => {
                let end = self.rest[3..].iter().position(|it| *it == '\'');
                self.take(4 + end.unwrap());
            }
            ['\'', _, '\'', ..] => drop(self.take(3)),
            [first, ..] if first.is_alphanumeric() || *first == '_' => {
                let is_part = |it: &char| it.is_alphanumeric() || *it == '_';
                let length = self.rest.iter().position(|it| !is_part(it));
                let word = self.take(length.unwrap_or(self.rest.len()));
                self.tokens.push(Token::Word(word));
            }
            [first, ..] => {
                if !first.is_whitespace() {
                    self.tokens.push(Token::Mark(*first));
                }
                self.take(1);
            }
        }
        true
    }

    fn literal(&mut self) {
        let line = self.line;
        let mut is_escaped = false;
        let length = self.rest[1..].iter().position(|character| {
            let ends = *character == '"' && !is_escaped;
            is_escaped = *character == '\\' && !is_escaped;
            ends
        });
        let whole = self.take(length.unwrap() + 2);
        self.tokens
            .push(Token::Literal(line, whole[1..whole.len() - 1].to_owned()));
    }

    fn raw(&mut self) {
        let hashes = self.rest[1..].iter().take_while(|it| **it == '#').count();
        if self.rest.get(1 + hashes) != Some(&'"') {
            // A raw name, such as r#type.
            self.take(1 + hashes);
            return;
        }
        let line = self.line;
        self.take(2 + hashes);
        let end = format!("\"{}", "#".repeat(hashes));
        let inside = self.take(self.find(&end));
        self.take(end.len());
        self.tokens.push(Token::Literal(line, inside));
    }
}

fn without_attributes(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::new();
    let mut depth = 0;
    for token in tokens {
        let begins = token.is('[')
            && match kept.as_slice() {
                [.., before, last] => last.is('#') || (before.is('#') && last.is('!')),
                [last] => last.is('#'),
                [] => false,
            };
        if depth > 0 || begins {
            depth += token.depth();
        } else {
            kept.push(token);
        }
    }
    kept
}

#[test]
fn a_literal_is_read_unless_what_takes_it_is_known() {
    let source = Source {
        name: "sample.rs".to_owned(),
        tokens: tokens(
            r#"
            #![expect(lint, reason = "no text")]
            // "no text"
            fn show<'a>(ui: &'a mut Ui) {
                let quote = ('"', '\'', b'x');
                ui.label("Seen");
                Id::unique(("id", 1)); dock_left(ui, "salt", |ui| { "returned" });
                format!("{count} {it:?}"); format!("{count} more");
                format!("{}\n{}", a, b);
                text!("an-id", it = text!("another"), count = f(a, b == c));
                r"raw text"
            }
            #[cfg(test)]
            mod tests { const NONE: &str = "not looked at"; }
            "#,
        ),
    };
    let literals: Vec<String> = source.read_literals().map(|(_, literal)| literal).collect();
    assert_eq!(literals, ["Seen", "returned", "{count} more", "raw text"]);
    let texts: Vec<_> = source.texts().collect();
    let ids: Vec<&str> = texts.iter().map(|text| text.id.as_str()).collect();
    assert_eq!(ids, ["an-id", "another"]);
    let arguments: Vec<&str> = texts[0].arguments.iter().map(String::as_str).collect();
    assert_eq!(arguments, ["count", "it"]);
}
