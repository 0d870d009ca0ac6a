"""One citizen at the kiosk: a pure reducer from (state, event) to (state, effects).  No Qt, no clock, no IO."""
