//! Topics that nominees share, for a feed that names none.
