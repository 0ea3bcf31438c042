//! Sockets and threads: requests in, responses out, over UDP and TCP on one address.

use std::{
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream, UdpSocket},
    num::NonZero,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    local::standing_for,
    respond::{Transport, respond},
    view::View,
};

/// How long a TCP client may take for its next request.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to wait when a socket cannot be used, rather than to try again at once.
const PAUSE: Duration = Duration::from_millis(10);
/// How many TCP clients are served at a time on one address.
const MOST_CONNECTIONS: usize = 128;
/// Threads for UDP on one address; more only wait for one another.
const MOST_WORKERS: usize = 4;
/// How often two sockets are tried where the system chooses the port.
const MOST_TRIES: usize = 16;

/// The view that answers on an address at the moment; it is replaced when the design changes.
pub(super) type CurrentView = Arc<RwLock<Arc<View>>>;

/// Both sockets of an address.
pub(super) struct Listener {
    udp: UdpSocket,
    tcp: TcpListener,
}

impl Listener {
    /// Opens both sockets on one port; port 0 is one of the system's choice.
    ///
    /// # Errors
    /// What the system says, for example that the address is taken.
    pub(super) fn bind(address: SocketAddr) -> io::Result<Self> {
        let mut tries = 1..=if address.port() == 0 { MOST_TRIES } else { 1 };
        loop {
            let tcp = TcpListener::bind(address)?;
            match (UdpSocket::bind(tcp.local_addr()?), tries.next()) {
                (Ok(udp), _) => return Ok(Self { udp, tcp }),
                // Somebody else has the port for UDP.
                (Err(_), Some(_)) if address.port() == 0 => {}
                (Err(error), _) => return Err(error),
            }
        }
    }

    /// Opens the sockets of an address, or of every address of this machine for `0.0.0.0` and `::`, all on one port.
    ///
    /// # Errors
    /// As [`Self::bind`], and that the system does not tell its addresses or has none.
    pub(super) fn bind_all(address: SocketAddr) -> io::Result<Vec<Self>> {
        let addresses = standing_for(address)?;
        let is_one = addresses.len() == 1;
        let mut listeners: Vec<Self> = Vec::new();
        for mut address in addresses {
            if let Some(first) = listeners.first() {
                address.set_port(first.address()?.port());
            }
            match Self::bind(address) {
                Ok(listener) => listeners.push(listener),
                // An address that is on its way to or from the machine.
                Err(error) if !is_one && error.kind() == io::ErrorKind::AddrNotAvailable => {}
                Err(error) => return Err(error),
            }
        }
        if listeners.is_empty() {
            return Err(io::ErrorKind::AddrNotAvailable.into());
        }
        Ok(listeners)
    }

    pub(super) fn address(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }

    /// Answers from now on, until the program ends.
    ///
    /// # Errors
    /// That the system has no threads or sockets left.
    pub(super) fn serve(self, view: &CurrentView) -> io::Result<()> {
        let workers = thread::available_parallelism().map_or(1, NonZero::get);
        for _ in 0..workers.min(MOST_WORKERS) {
            let socket = self.udp.try_clone()?;
            let view = Arc::clone(view);
            thread::Builder::new().spawn(move || serve_udp(&socket, &view))?;
        }
        let view = Arc::clone(view);
        thread::Builder::new().spawn(move || serve_tcp(&self.tcp, &view))?;
        Ok(())
    }
}

fn current(view: &CurrentView) -> Arc<View> {
    Arc::clone(&view.read().unwrap_or_else(PoisonError::into_inner))
}

fn serve_udp(socket: &UdpSocket, view: &CurrentView) {
    let mut request = vec![0; usize::from(u16::MAX)];
    loop {
        let Ok((length, client)) = socket.recv_from(&mut request) else {
            thread::sleep(PAUSE);
            continue;
        };
        let request = request.get(..length).unwrap_or_default();
        if let Some(response) = respond(&current(view), request, Transport::Udp) {
            // A client that has gone needs no response.
            socket.send_to(&response, client).unwrap_or_default();
        }
    }
}

fn serve_tcp(listener: &TcpListener, view: &CurrentView) {
    let open = Arc::new(AtomicUsize::new(0));
    loop {
        let Ok((stream, _)) = listener.accept() else {
            thread::sleep(PAUSE);
            continue;
        };
        let place = Place::take(&open);
        if open.load(Ordering::Relaxed) > MOST_CONNECTIONS {
            continue;
        }
        let view = Arc::clone(view);
        let served = thread::Builder::new().spawn(move || {
            let _place = place;
            // However a connection ends, the client sees that it does.
            converse(stream, &view).unwrap_or_default();
        });
        if served.is_err() {
            thread::sleep(PAUSE);
        }
    }
}

/// The place of a connection among those that are open.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(open: &Arc<AtomicUsize>) -> Self {
        open.fetch_add(1, Ordering::Relaxed);
        Self(Arc::clone(open))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Answers the requests of a connection in their order, each behind its length, until there are no more or one gets no
/// response.
fn converse(mut stream: TcpStream, view: &CurrentView) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    loop {
        let deadline = now() + PATIENCE;
        let mut length = [0; 2];
        read_by(&mut stream, &mut length, deadline)?;
        let mut request = vec![0; u16::from_be_bytes(length).into()];
        read_by(&mut stream, &mut request, deadline)?;
        let Some(mut response) = respond(&current(view), &request, Transport::Tcp) else {
            return Ok(());
        };
        let length = u16::try_from(response.len()).map_err(io::Error::other)?;
        response.splice(..0, length.to_be_bytes());
        stream.write_all(&response)?;
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a server has a clock; no page has this one"
)]
fn now() -> Instant {
    Instant::now()
}

/// Fills a buffer before a deadline, however slowly the octets come.
fn read_by(stream: &mut TcpStream, mut buffer: &mut [u8], deadline: Instant) -> io::Result<()> {
    while !buffer.is_empty() {
        let left = deadline.saturating_duration_since(now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        match stream.read(buffer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => buffer = buffer.get_mut(count..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
