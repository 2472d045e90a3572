//! The simulated sea: a few devices of one unit and a server, in one process, and everything between them that can go wrong. Which goes wrong
//! when follows from a seed, so that a voyage that ends badly can be made again.

mod bridge;
pub mod crew;
pub mod hostile;
pub mod model;
pub mod network;
pub mod port;
pub mod real;
pub mod rogue;
pub mod scene;
pub mod ship;
pub mod view;
pub mod voyage;
pub mod work;
