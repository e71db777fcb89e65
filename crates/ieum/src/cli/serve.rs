//! `ieum serve`, and `ieum` without a command.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;

use anyhow::{Context, anyhow};
use domain::{Language, Person};
use gateway::{Gateway, Served, Settings, check_binding};
use hub::Hub;
use speech::{Recognize, Speak, Wake};
use store::sqlite::SqliteStore;
use tokio_util::sync::CancellationToken;

use crate::bots::Companion;
use crate::config::{Config, TlsMode};
use crate::lifecycle::{self, DataLock};
use crate::wiring::{self, Opened, Sound};
use crate::wyoming;
use crate::{terminal, tools};

/// Start the assistant and its messenger
///
/// The first start fetches the models and says how far it is; later ones need no network.
#[derive(Debug, Default, clap::Args)]
#[command(after_help = "\
Examples:
  ieum serve                                 on this machine: http://localhost:8480
  ieum serve --port 9000                     on another port (0: any free one)
  ieum password && \\
    IEUM_TLS__MODE=generated ieum serve --bind 0.0.0.0
                                             for all devices at home, with encryption and sign-in
  ieum serve --wyoming                       also as speech service of a Home Assistant on this machine")]
pub struct Options {
    /// The port to listen on; 0 chooses a free one
    #[arg(long)]
    port: Option<u16>,
    /// The address to listen on; beyond this machine TLS and a password are needed
    #[arg(long, value_name = "ADDRESS")]
    bind: Option<String>,
    /// Serve Home Assistant and others that speak Wyoming as well; without an address on 127.0.0.1:10300
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, default_missing_value = "127.0.0.1:10300")]
    wyoming: Option<String>,
}

pub fn run(mut config: Config, options: &Options) -> anyhow::Result<()> {
    if let Some(port) = options.port {
        config.server.port = port;
    }
    if let Some(bind) = &options.bind {
        config.server.bind.clone_from(bind);
    }
    if let Some(address) = &options.wyoming {
        config.wyoming.listen.clone_from(address);
    }
    let address = config.server.address()?;
    // Whatever can refuse to start does so before anything large is fetched or loaded.
    let _lock = DataLock::take(&config.data.folder()?)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // Each skill that has not answered yet keeps one, and those who wait for it must not keep others from theirs.
        .max_blocking_threads(1024)
        .build()
        .context("the async runtime does not start")?;
    let front = runtime.block_on(prepare(&config, address))?;
    let engines = open_engines(&config)?;
    runtime.block_on(serve(&config, front, engines))
}

/// What is ready before the engines are.
struct Front {
    store: Arc<SqliteStore>,
    listener: TcpListener,
    encryption: Encryption,
    wyoming: Option<TcpListener>,
}

/// A listener's encryption, and what belongs to it.
struct Encryption {
    tls: Option<gateway::tls::Tls>,
    authority: Option<String>,
    /// The names under which people reach this server.
    names: Vec<String>,
}

/// Both engines, open.
struct Engines {
    ears: Opened<dyn Recognize>,
    wake: Arc<dyn Wake>,
    voice: Opened<dyn Speak>,
    partner: Arc<Companion>,
}

/// Checks that it is safe to listen there, and takes the address.
async fn prepare(config: &Config, address: SocketAddr) -> anyhow::Result<Front> {
    let store = wiring::store(config).await?;
    let (hub, owner) = wiring::hub(config, store.clone(), Sound::none()).await?;
    check_binding(address, config.tls.mode != TlsMode::None, hub.can_sign_in(&owner).await?)?;
    let names = names(config, address)?;
    let (tls, authority) = wiring::tls(config, &names)?;
    let listener = TcpListener::bind(address).map_err(|error| not_bound(address, &error))?;
    listener.set_nonblocking(true)?;
    let wyoming = wyoming::bind(config)?;
    Ok(Front { store, listener, encryption: Encryption { tls, authority, names }, wyoming })
}

/// Where the operator does not say how skills reach this server to answer later, those on this machine do: while nothing is
/// encrypted, for nobody there trusts our certificate.
fn reached_by_skills(config: &Config, listener: &TcpListener, encrypted: bool) -> anyhow::Result<Config> {
    let mut config = config.clone();
    if config.skills.address.is_empty() && !encrypted {
        config.skills.address = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
    }
    Ok(config)
}

/// The engines open at the same time, and the bots are learnt, once their models are there.
fn open_engines(config: &Config) -> anyhow::Result<Engines> {
    let models = wiring::models(config)?;
    wiring::ensure_models(config, &models)?;
    std::thread::scope(|scope| {
        let ears = scope.spawn(|| wiring::listeners(config, &models));
        let partner = Arc::new(Companion::new(config)?);
        let learning = partner.clone();
        let bots = scope.spawn(move || learning.learn_now());
        let voice = wiring::voice(config, &models);
        let ears = ears.join().map_err(|_| anyhow!("the recogniser failed while it was opened"))?;
        let (ears, wake) = ears?;
        bots.join().map_err(|_| anyhow!("the bots failed while they were learnt"))?;
        Ok(Engines { ears, wake, voice: voice?, partner })
    })
}

async fn serve(config: &Config, front: Front, engines: Engines) -> anyhow::Result<()> {
    let Front { store, listener, encryption, wyoming } = front;
    let sound = Sound {
        ears: engines.ears.engine.clone(),
        voice: engines.voice.engine.clone(),
        wake: engines.wake.clone(),
    };
    let config = &reached_by_skills(config, &listener, encryption.tls.is_some())?;
    let (hub, owner) = wiring::hub_with(config, store.clone(), sound, engines.partner.clone()).await?;
    hub.start().await?;
    let address = listener.local_addr()?;
    let settings = Settings {
        owner: owner.id,
        origins: origins(config, &encryption, address.port())?,
        names: encryption.names,
        loopback: address.ip().to_canonical().is_loopback(),
        tls: encryption.tls.is_some(),
        authority: encryption.authority,
        models: Served {
            ears: config.models.recogniser.clone(),
            voice: config.models.voice.clone(),
            ..Served::default()
        },
        tools: tools::find(),
        private_links: config.server.private_links,
        private_pictures: config.partners.private_links,
        kakao_secret: config.kakao.secret(),
        picture_key: Some(wiring::picture_key(config)?),
        limits: gateway::Limits {
            key_requests_a_minute: config.partners.key_requests,
            partner_requests_a_minute: config.partners.requests,
            ..gateway::Limits::default()
        },
    };
    let stop = CancellationToken::new();
    lifecycle::stop_on_signal(stop.clone())?;
    let signs_in = hub.can_sign_in(&owner).await?;
    announce(config, &settings, address, signs_in.then_some(&owner), &engines)?;
    wyoming::announce(config, wyoming.as_ref())?;
    let gateway = Gateway::new(hub.clone(), wiring::clock(), wiring::random(), settings, stop.clone());
    let served = gateway::serve(listener, encryption.tls, gateway::router(gateway), stop.clone());
    let wyoming = wyoming::serve(config, wyoming, &hub, &owner, stop.clone());
    let (served, wyoming, ()) = tokio::join!(served, wyoming, stop_hub(&hub, &stop));
    wyoming?;
    store.close().await;
    served.context("the server stopped")
}

/// The hub says good-bye to its touchpoints while the listener finishes its requests.
async fn stop_hub(hub: &Hub, stop: &CancellationToken) {
    stop.cancelled().await;
    hub.stop().await;
}

/// Where to go, and what is ready.
fn announce(
    config: &Config,
    settings: &Settings,
    address: SocketAddr,
    signs_in: Option<&Person>,
    Engines { ears, voice, .. }: &Engines,
) -> anyhow::Result<()> {
    let korean = config.assistant.language() == Language::Korean;
    let scheme = if settings.tls { "https" } else { "http" };
    let host = if settings.loopback {
        "localhost"
    } else {
        settings.names.first().map_or("localhost", String::as_str)
    };
    let (hears, speaks) = if korean { ("듣기", "말하기") } else { ("hears", "speaks") };
    let (data, sign_in) = if korean { ("데이터", "로그인") } else { ("data", "sign in as") };
    let mut lines = vec![
        format!("{scheme}://{host}:{}", address.port()),
        format!("  {hears}: {} ({:.1} s)", ears.model, ears.took.as_secs_f64()),
        format!("  {speaks}: {} ({:.1} s)", voice.model, voice.took.as_secs_f64()),
        format!("  {data}: {}", config.data.folder()?.display()),
    ];
    if let Some(owner) = signs_in {
        lines.push(format!("  {sign_in}: {}", owner.name));
    }
    if settings.authority.is_some() {
        lines.push(format!("  {}", authority_hint(korean, host, address.port())));
    }
    terminal::print(&(lines.join("\n") + "\n"))
}

fn authority_hint(korean: bool, host: &str, port: u16) -> String {
    if korean {
        format!("휴대폰과 다른 컴퓨터에는 인증서를 한 번 설치해 주세요: https://{host}:{port}/ieum-ca.crt")
    } else {
        format!(
            "install this certificate once on your phone and other devices: https://{host}:{port}/ieum-ca.crt"
        )
    }
}

/// The names under which people reach this server, besides localhost.
fn names(config: &Config, address: SocketAddr) -> anyhow::Result<Vec<String>> {
    let mut names = config.tls.names.clone();
    if !address.ip().is_unspecified() {
        names.push(address.ip().to_string());
    }
    names.extend(["localhost", "127.0.0.1", "::1"].map(str::to_owned));
    names.extend(config.server.public()?.map(|(_, host)| host));
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    Ok(names)
}

/// The addresses at which browsers open the pages. Those in numbers are left out: no browser keeps a passkey for one.
fn origins(config: &Config, encryption: &Encryption, port: u16) -> anyhow::Result<Vec<String>> {
    let (scheme, usual) = if encryption.tls.is_some() { ("https", 443) } else { ("http", 80) };
    let port = if port == usual { String::new() } else { format!(":{port}") };
    let named = encryption.names.iter().filter(|name| name.parse::<IpAddr>().is_err());
    let own = named.map(|name| format!("{scheme}://{}{port}", name.to_ascii_lowercase()));
    Ok(own.chain(config.server.public()?.map(|(address, _)| address)).collect())
}

fn not_bound(address: SocketAddr, error: &std::io::Error) -> anyhow::Error {
    let port = address.port();
    match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "port {port} is in use by another program: choose another with `ieum serve --port {}`, \
             IEUM_SERVER__PORT or `port` in the configuration",
            port.checked_add(1).unwrap_or(8480)
        ),
        ErrorKind::PermissionDenied => {
            anyhow!(
                "port {port} may not be used ({error}): choose one above 1023 with `ieum serve --port 8480`"
            )
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("{} is no address of this machine: see `bind` in the configuration", address.ip())
        }
        _ => anyhow!("{address} cannot be listened on: {error}"),
    }
}
