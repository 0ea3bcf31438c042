//! The questions most clients send, answered from what is kept without taking a message apart: one question of the class IN,
//! and at most an EDNS record without options.
//!
//! Everything else, and what is asked for the first time, is for [`super::respond`]; both give the same octets.

use super::{
    respond::{LARGEST_OVER_UDP, LARGEST_WITHOUT_EDNS, Transport},
    view::{Reply, View},
};

const HEADER: usize = 12;
/// What stands behind the name of a question.
const TYPE_AND_CLASS: usize = 4;
/// The longest name as it is sent, and what stands behind it.
const LONGEST_QUESTION: usize = 255 + TYPE_AND_CLASS;
/// Of the first octet of flags, all but whether recursion is desired.
const OTHER_THAN_QUERY: u8 = 0xfe;
/// Of the second octet of flags, all but those a client may set: that it checks signatures, and would like to know of them.
const OTHER_THAN_CLIENT: u8 = 0xcf;
const CHECKING_DISABLED: u8 = 0x10;
const DNSSEC_OK: u8 = 0x80;
const OPT: [u8; 3] = [0, 0, 41];
const IN: [u8; 2] = [0, 1];

/// A request of the plain kind.
struct Plain<'a> {
    request: &'a [u8],
    question: &'a [u8],
    /// The size of responses and the first octet of flags, of a client with EDNS.
    edns: Option<(u16, u8)>,
}

/// The response to a plain request whose answer is kept; `None` where somebody has to look closer.
pub(super) fn respond(view: &View, request: &[u8], transport: Transport) -> Option<Vec<u8>> {
    let plain = Plain::read(request)?;
    let mut key = [0; LONGEST_QUESTION];
    let key = key.get_mut(..plain.question.len())?;
    key.copy_from_slice(plain.question);
    lower_name(key);
    view.kept(key, |reply| plain.response(reply, transport))
}

/// By what a question is kept: as it is sent, its name in lower case.
pub(super) fn key_of(question: &[u8]) -> Box<[u8]> {
    let mut key: Box<[u8]> = question.into();
    lower_name(&mut key);
    key
}

/// Letters are in labels alone, as no label has as many octets as the first letter stands for; a type may be the number of one.
fn lower_name(question: &mut [u8]) {
    let name = question.len().saturating_sub(TYPE_AND_CLASS);
    if let Some(name) = question.get_mut(..name) {
        name.make_ascii_lowercase();
    }
}

impl<'a> Plain<'a> {
    fn read(request: &'a [u8]) -> Option<Self> {
        let [_, _, first, second, counts @ ..] = request.first_chunk::<HEADER>()?;
        let has_edns = match counts {
            [0, 1, 0, 0, 0, 0, 0, records @ 0..=1] => *records == 1,
            _ => return None,
        };
        if first & OTHER_THAN_QUERY != 0 || second & OTHER_THAN_CLIENT != 0 {
            return None;
        }
        let rest = request.get(HEADER..)?;
        let (question, rest) = rest.split_at_checked(length_of_name(rest)? + TYPE_AND_CLASS)?;
        if question.get(question.len() - 2..)? != IN {
            return None;
        }
        let edns = match rest {
            [] if !has_edns => None,
            [0, 0, 41, high, low, 0, 0, flags, _, 0, 0] if has_edns => {
                Some((u16::from_be_bytes([*high, *low]), *flags))
            }
            _ => return None,
        };
        Some(Self {
            request,
            question,
            edns,
        })
    }

    fn response(&self, reply: &Reply, transport: Transport) -> Option<Vec<u8>> {
        let [id_high, id_low, desired, client, ..] = self.request.first_chunk::<HEADER>()?;
        // A note for clients with EDNS is put in by whoever takes messages apart.
        if reply.is_cut || (self.edns.is_some() && reply.note.is_some()) {
            return None;
        }
        let mut response = Vec::with_capacity(LARGEST_WITHOUT_EDNS.into());
        response.extend([*id_high, *id_low, 0x80 | desired]);
        response.push(0x80 | client & CHECKING_DISABLED | reply.code.low());
        response.extend([0, 1]);
        response.extend(reply.answers.to_be_bytes());
        response.extend(reply.authorities.to_be_bytes());
        response.extend([0, u8::from(self.edns.is_some())]);
        response.extend(self.question);
        response.extend(&reply.records);
        if let Some((_, flags)) = self.edns {
            response.extend(OPT);
            response.extend(LARGEST_OVER_UDP.to_be_bytes());
            response.extend([0, 0, flags & DNSSEC_OK, 0, 0, 0]);
        }
        (response.len() <= self.limit(transport)).then_some(response)
    }

    fn limit(&self, transport: Transport) -> usize {
        let limit = match (transport, self.edns) {
            (Transport::Tcp, _) => u16::MAX,
            (Transport::Udp, None) => LARGEST_WITHOUT_EDNS,
            (Transport::Udp, Some((size, _))) => size.clamp(LARGEST_WITHOUT_EDNS, LARGEST_OVER_UDP),
        };
        limit.into()
    }
}

/// How many octets the name at the start of some has, if it is written out and not too long.
fn length_of_name(octets: &[u8]) -> Option<usize> {
    let mut length = 0;
    loop {
        match octets.get(length)? {
            0 => return (length < 255).then_some(length + 1),
            label @ 1..=63 => length += usize::from(*label) + 1,
            _ => return None,
        }
    }
}
