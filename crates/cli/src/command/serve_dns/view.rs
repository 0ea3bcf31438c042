//! What DNS says to one asker of a design, ready to be sent: the model's answers as records, kept until the design changes.
//!
//! With another design everything is asked again: which answers an edit concerns would cost more to tell than to ask.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use hickory_proto::{
    op::{Message, MessageType, OpCode, Query, ResponseCode, emit_message_parts},
    rr::{self, Name, RData, Record},
    serialize::binary::{BinEncodable as _, BinEncoder},
};
use vpcanvas_analysis::{DnsAnswer, DnsQuery, DnsRecord, DnsStatus, RecordType, lookup};
use vpcanvas_model::ResourceId;
use vpcanvas_network::Network;

use super::{plain::key_of, value};

/// How many answers are kept; questions nobody asks twice must not fill the memory.
const KEPT: usize = 1 << 16;

/// A type no name has at the same time as others in a design people draw: asking for it tells whether a name exists.
const PROBE: RecordType = RecordType::Sshfp;

/// Replies by their questions, `None` where nobody answers.
type Replies = HashMap<Box<[u8]>, Option<Arc<Reply>>>;

/// The view of DNS that one asker has in one state of the design.
pub(super) struct View {
    /// Each question is put to a clone of its own, which costs little.
    network: Mutex<Network>,
    from: ResourceId,
    /// Says what is wrong with a record, once for every answer it spoils.
    report: fn(&str),
    replies: RwLock<Replies>,
}

/// What is said behind the question.
pub(super) struct Reply {
    pub(super) code: ResponseCode,
    pub(super) answers: u16,
    pub(super) authorities: u16,
    /// Whether there is more than a message of DNS can hold.
    pub(super) is_cut: bool,
    /// The records, with pointers into a question that begins behind the header.
    pub(super) records: Vec<u8>,
    /// Why there is no answer.
    pub(super) note: Option<String>,
}

/// Whoever asks the model.
struct Asker<'a> {
    network: &'a Network,
    from: &'a ResourceId,
}

/// The model's answer to a question of the wire.
struct Found {
    status: DnsStatus,
    records: Vec<DnsRecord>,
    /// Who had a say.
    components: Vec<ResourceId>,
    note: Option<String>,
}

impl View {
    pub(super) fn new(network: Network, from: ResourceId, report: fn(&str)) -> Self {
        Self {
            network: Mutex::new(network),
            from,
            report,
            replies: RwLock::default(),
        }
    }

    /// What is answered to a question of the class IN; `None` where nobody answers (DNS-05).
    pub(super) fn reply(&self, query: &Query) -> Option<Arc<Reply>> {
        let key = key_of(&query.to_bytes().unwrap_or_default());
        let kept = self.replies.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(reply) = kept.get(&key) {
            return reply.clone();
        }
        drop(kept);
        // A copy shares what is indexed; the lock is held for the copy alone.
        let network = {
            let kept = self.network.lock();
            kept.unwrap_or_else(PoisonError::into_inner).clone()
        };
        let asker = Asker {
            network: &network,
            from: &self.from,
        };
        let reply = asker.reply(query).map(|reply| {
            reply.unwrap_or_else(|problem| {
                (self.report)(&problem);
                Reply::failed(problem)
            })
        });
        let reply = reply.map(Arc::new);
        let mut kept = self.replies.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, reply.clone());
        reply
    }

    /// What becomes of the reply that is kept for a question as it was sent, in lower case.
    pub(super) fn kept<T>(&self, key: &[u8], take: impl FnOnce(&Reply) -> Option<T>) -> Option<T> {
        let kept = self.replies.read().unwrap_or_else(PoisonError::into_inner);
        take(kept.get(key)?.as_deref()?)
    }
}

impl Asker<'_> {
    /// What is answered, or which record cannot be sent and why; `None` where nobody answers.
    fn reply(&self, query: &Query) -> Option<Result<Reply, String>> {
        let found = self.find(query);
        let code = match found.status {
            DnsStatus::NoError | DnsStatus::NoData => ResponseCode::NoError,
            DnsStatus::NxDomain => ResponseCode::NXDomain,
            DnsStatus::ServFail | DnsStatus::Public | DnsStatus::Unknown => ResponseCode::ServFail,
            DnsStatus::Timeout => return None,
        };
        let authority = match found.status {
            DnsStatus::NoData | DnsStatus::NxDomain => self.start_of_authority(query, &found),
            _ => None,
        };
        let answers = match code {
            ResponseCode::ServFail => Ok(Vec::new()),
            _ => found.records.iter().map(value::record).collect(),
        };
        Some(answers.and_then(|answers: Vec<Record>| {
            encoded(query, code, &answers, authority.as_ref(), found.note)
        }))
    }

    fn find(&self, query: &Query) -> Found {
        if query.query_type == rr::RecordType::ANY {
            return self.find_all(&query.name);
        }
        let Some(record_type) = value::type_of(query.query_type) else {
            let mut found = Found::new(self.lookup(&query.name, PROBE));
            found.records.retain(|record| record.record_type != PROBE);
            found.deny();
            return found;
        };
        Found::new(self.lookup(&query.name, record_type))
    }

    /// Everything the name itself has.
    fn find_all(&self, name: &Name) -> Found {
        let spelled = value::spelled(name).to_ascii_lowercase();
        let mut found = Found::new(self.lookup(name, PROBE));
        found.records.clear();
        for record_type in RecordType::ALL {
            let answer = self.lookup(name, *record_type);
            for record in answer.answers {
                if record.name == spelled && !found.records.contains(&record) {
                    found.records.push(record);
                }
            }
        }
        if found.records.is_empty() {
            found.deny();
        } else {
            found.status = DnsStatus::NoError;
        }
        found
    }

    fn lookup(&self, name: &Name, record_type: RecordType) -> DnsAnswer {
        let query = DnsQuery {
            from: self.from.clone(),
            name: value::spelled(name),
            record_type,
        };
        lookup(self.network, &query)
    }

    /// The SOA of the zone that said no, where the design holds it. It says how long the no may be kept (RFC 2308).
    fn start_of_authority(&self, query: &Query, found: &Found) -> Option<Record> {
        let last = found.records.last();
        let denied = match last.filter(|record| record.record_type == RecordType::Cname) {
            Some(record) => value::name(&record.data).ok()?,
            None => query.name.clone(),
        };
        let zones = found.components.iter().filter_map(|component| {
            let domain = self.network.hosted_zone(component)?.name.as_deref()?;
            let domain = value::name(domain).ok()?;
            domain.zone_of(&denied).then_some((domain, component))
        });
        let (domain, zone) = zones.reduce(|longest, next| {
            if next.0.num_labels() > longest.0.num_labels() {
                next
            } else {
                longest
            }
        })?;
        let answer = self.lookup(&domain, RecordType::Soa);
        if answer.chain.first()?.component != *zone {
            return None;
        }
        let soa = answer.answers.first()?;
        let mut record = value::record(soa).ok()?;
        let RData::SOA(soa) = &record.data else {
            return None;
        };
        record.ttl = record.ttl.min(soa.minimum);
        Some(record)
    }
}

impl Found {
    fn new(answer: DnsAnswer) -> Self {
        let note = note(&answer);
        Self {
            status: answer.status,
            records: answer.answers,
            components: answer
                .chain
                .into_iter()
                .map(|step| step.component)
                .collect(),
            note,
        }
    }

    /// The name may be there, what was asked for is not.
    fn deny(&mut self) {
        if self.status == DnsStatus::NoError {
            self.status = DnsStatus::NoData;
        }
    }
}

/// Why there is no answer, with the rule.
fn note(answer: &DnsAnswer) -> Option<String> {
    let step = answer.chain.last();
    let decision = step.map(|step| (step.decision.as_str(), step.reference));
    let explained = answer.explanations.last();
    let explained = explained.map(|found| (found.message.as_str(), found.reference));
    let (text, reference) = match answer.status {
        DnsStatus::NoError => None,
        DnsStatus::Public => decision,
        _ => explained.or(decision),
    }?;
    Some(format!("{text} ({reference})"))
}

impl Reply {
    /// That a question cannot be answered, and why.
    fn failed(note: String) -> Self {
        Self {
            code: ResponseCode::ServFail,
            answers: 0,
            authorities: 0,
            is_cut: false,
            records: Vec::new(),
            note: Some(note),
        }
    }
}

/// Records as they stand in a message behind a question.
fn encoded(
    query: &Query,
    code: ResponseCode,
    answers: &[Record],
    authority: Option<&Record>,
    note: Option<String>,
) -> Result<Reply, String> {
    // Names that end as the question does point into it, so that they keep the spelling of whoever asks.
    let mut query = query.clone();
    query.name = query.name.to_lowercase();
    let metadata = Message::new(0, MessageType::Response, OpCode::Query).metadata;
    let mut octets = Vec::new();
    let mut encode = |answers: &[Record], authority: Option<&Record>| {
        octets.clear();
        let header = emit_message_parts(
            &metadata,
            &mut std::iter::once(&query),
            &mut answers.iter(),
            &mut authority.into_iter(),
            &mut std::iter::empty::<&Record>(),
            None,
            None,
            &mut BinEncoder::new(&mut octets),
        );
        header
            .map(|header| (header, octets.clone()))
            .map_err(|error| error.to_string())
    };
    let (_, question) = encode(&[], None)?;
    let (header, message) = encode(answers, authority)?;
    Ok(Reply {
        code,
        answers: header.counts.answers,
        authorities: header.counts.authorities,
        is_cut: header.metadata.truncation,
        records: message.get(question.len()..).unwrap_or_default().to_vec(),
        note,
    })
}
