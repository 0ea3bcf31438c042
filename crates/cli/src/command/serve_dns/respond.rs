//! From the octets of a request to those of the response, as a recursive resolver gives it: pure, without a socket.
//!
//! What has no header of a request gets no response. EDNS is spoken in version 0; cookies, signatures and client subnets are
//! passed over.

use hickory_proto::{
    op::{Edns, Header, HeaderCounts, Message, MessageType, Metadata, OpCode, Query, ResponseCode},
    rr::{DNSClass, RecordType, rdata::opt::EdnsOption},
    serialize::binary::{BinDecodable as _, BinDecoder, BinEncodable as _, BinEncoder},
};

use super::{
    plain,
    view::{Reply, View},
};

/// The largest response over UDP that no network cuts in pieces.
pub(super) const LARGEST_OVER_UDP: u16 = 1232;
/// The largest response to a client without EDNS (RFC 1035).
pub(super) const LARGEST_WITHOUT_EDNS: u16 = 512;
/// Extended DNS Errors (RFC 8914).
const EXTENDED_ERROR: u16 = 15;
/// The general extended error, told apart by its text alone.
const OTHER: [u8; 2] = [0, 0];

/// How a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transport {
    Udp,
    Tcp,
}

/// The response to a request; `None` where nothing is to be sent.
pub(super) fn respond(view: &View, request: &[u8], transport: Transport) -> Option<Vec<u8>> {
    plain::respond(view, request, transport).or_else(|| respond_to_any(view, request, transport))
}

/// The response to any request, by the whole of what it says.
pub(super) fn respond_to_any(view: &View, request: &[u8], transport: Transport) -> Option<Vec<u8>> {
    let header = Header::read(&mut BinDecoder::new(request)).ok()?;
    if header.metadata.message_type != MessageType::Query {
        return None;
    }
    let Ok(request) = Message::from_vec(request) else {
        return Response::new(&header.metadata, unreadable(header.metadata.op_code)).octets();
    };
    let mut response = Response::new(&request.metadata, ResponseCode::NoError);
    response.edns = request.edns.as_ref().map(offered);
    response.limit = match (transport, &request.edns) {
        (Transport::Tcp, _) => u16::MAX,
        (Transport::Udp, None) => LARGEST_WITHOUT_EDNS,
        (Transport::Udp, Some(edns)) => edns
            .max_payload()
            .clamp(LARGEST_WITHOUT_EDNS, LARGEST_OVER_UDP),
    };
    response.query = match request.queries.as_slice() {
        [query] => Some(query),
        _ => None,
    };
    let reply;
    if let Some(code) = refused(&request) {
        response.metadata.response_code = code;
    } else {
        reply = view.reply(response.query?)?;
        response.metadata.response_code = reply.code;
        response.metadata.truncation = reply.is_cut;
        response.reply = Some(&reply);
    }
    response.octets()
}

/// What is said to a request whose rest makes no sense.
fn unreadable(op_code: OpCode) -> ResponseCode {
    match op_code {
        OpCode::Query => ResponseCode::FormErr,
        _ => ResponseCode::NotImp,
    }
}

/// Why a request is not answered from the design.
fn refused(request: &Message) -> Option<ResponseCode> {
    if request.edns.as_ref().is_some_and(|edns| edns.version() > 0) {
        return Some(ResponseCode::BADVERS);
    }
    if request.metadata.op_code != OpCode::Query {
        return Some(ResponseCode::NotImp);
    }
    let [query] = request.queries.as_slice() else {
        return Some(ResponseCode::FormErr);
    };
    match (query.query_class, query.query_type) {
        (DNSClass::IN, RecordType::ANY) => None,
        (DNSClass::IN, RecordType::AXFR | RecordType::IXFR) => Some(ResponseCode::Refused),
        // Types that are no data: OPT, and those between 128 and 254 (RFC 6895).
        (DNSClass::IN, meta)
            if meta == RecordType::OPT || (128..255).contains(&u16::from(meta)) =>
        {
            Some(ResponseCode::FormErr)
        }
        (DNSClass::IN, _) => None,
        _ => Some(ResponseCode::Refused),
    }
}

/// What this server says of itself to a client with EDNS.
fn offered(asked: &Edns) -> Edns {
    let mut edns = Edns::new();
    edns.set_max_payload(LARGEST_OVER_UDP)
        .set_dnssec_ok(asked.flags().dnssec_ok);
    edns
}

/// A response on its way.
struct Response<'a> {
    metadata: Metadata,
    query: Option<&'a Query>,
    reply: Option<&'a Reply>,
    edns: Option<Edns>,
    /// Octets it may have.
    limit: u16,
}

impl Response<'_> {
    fn new(request: &Metadata, code: ResponseCode) -> Self {
        let mut metadata = Metadata::response_from_request(request);
        metadata.recursion_available = true;
        metadata.response_code = code;
        Self {
            metadata,
            query: None,
            reply: None,
            edns: None,
            limit: LARGEST_WITHOUT_EDNS,
        }
    }

    /// The response, or as much of it as may be sent: first the note goes, then the records.
    fn octets(mut self) -> Option<Vec<u8>> {
        let note = self.reply.and_then(|reply| reply.note.as_deref());
        if let Some(octets) = self.fitting(note) {
            return Some(octets);
        }
        if note.is_some()
            && let Some(octets) = self.fitting(None)
        {
            return Some(octets);
        }
        self.reply = None;
        self.metadata.truncation = true;
        self.fitting(None)
    }

    fn fitting(&self, note: Option<&str>) -> Option<Vec<u8>> {
        let mut octets = Vec::with_capacity(LARGEST_WITHOUT_EDNS.into());
        let mut encoder = BinEncoder::new(&mut octets);
        self.header().emit(&mut encoder).ok()?;
        if let Some(query) = self.query {
            query.emit(&mut encoder).ok()?;
        }
        if let Some(reply) = self.reply {
            encoder.emit_vec(&reply.records).ok()?;
        }
        if let Some(edns) = &self.edns {
            let mut edns = edns.clone();
            edns.set_rcode_high(self.metadata.response_code.high());
            if let Some(note) = note {
                let error = [&OTHER, note.as_bytes()].concat();
                edns.options_mut()
                    .insert(EdnsOption::Unknown(EXTENDED_ERROR, error));
            }
            edns.emit(&mut encoder).ok()?;
        }
        (octets.len() <= self.limit.into()).then_some(octets)
    }

    fn header(&self) -> Header {
        Header {
            metadata: self.metadata,
            counts: HeaderCounts {
                queries: self.query.is_some().into(),
                answers: self.reply.map_or(0, |reply| reply.answers),
                authorities: self.reply.map_or(0, |reply| reply.authorities),
                additionals: self.edns.is_some().into(),
            },
        }
    }
}
