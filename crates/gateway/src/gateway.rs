//! What every operation can reach.

use std::sync::Arc;

use domain::{Clock, Ids, PartnerId, PartnerKeyId, PersonId, Random};
use hub::Hub;
use jiff::Timestamp;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::Settings;
use crate::fetch::Fetcher;
use crate::passkeys::Ceremonies;
use crate::proxy::{PictureKey, Pictures};
use crate::rate::Rate;
use crate::throttle::Throttle;

/// Passwords that are compared at the same moment: each takes twenty megabytes and a core.
const COMPARISONS: usize = 2;

/// The gateway. A handle: clones share everything.
#[derive(Clone)]
pub struct Gateway {
    pub(crate) hub: Hub,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Ids,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) throttle: Arc<Throttle>,
    pub(crate) comparisons: Arc<Semaphore>,
    pub(crate) ceremonies: Arc<Ceremonies>,
    /// Of people and their programs, of partners' keys, and of partners.
    pub(crate) rate: Arc<Rate<PersonId>>,
    pub(crate) key_rate: Arc<Rate<PartnerKeyId>>,
    pub(crate) partner_rate: Arc<Rate<PartnerId>>,
    pub(crate) fetcher: Fetcher,
    pub(crate) picture_key: PictureKey,
    pub(crate) pictures: Arc<Pictures>,
    /// When this gateway was made.
    pub(crate) started: Timestamp,
    /// Sockets are told to come back later.
    pub(crate) shutdown: CancellationToken,
}

impl Gateway {
    pub fn new(
        hub: Hub,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        settings: Settings,
        shutdown: CancellationToken,
    ) -> Self {
        let fetcher = Fetcher::new(settings.private_links, settings.limits.fetching);
        let of_answers = Fetcher::new(settings.private_pictures, settings.limits.fetching);
        let picture_key = settings.picture_key.clone();
        Self {
            hub,
            ids: Ids::new(clock.clone(), random.clone()),
            picture_key: picture_key.unwrap_or_else(|| PictureKey::new(&*random)),
            pictures: Arc::new(Pictures::new(of_answers, clock.clone(), &settings.limits)),
            random,
            started: clock.now(),
            rate: Arc::new(Rate::new(clock.clone(), settings.limits.requests_a_minute)),
            key_rate: Arc::new(Rate::new(clock.clone(), settings.limits.key_requests_a_minute)),
            partner_rate: Arc::new(Rate::new(clock.clone(), settings.limits.partner_requests_a_minute)),
            fetcher,
            settings: Arc::new(settings),
            throttle: Arc::new(Throttle::new(clock.clone())),
            ceremonies: Arc::new(Ceremonies::new(clock.clone())),
            clock,
            comparisons: Arc::new(Semaphore::new(COMPARISONS)),
            shutdown,
        }
    }
}
