import type { RegisteredLocation } from './register.js';

/** Whether a place is a location, or stands within it. */
export function standsIn(place: RegisteredLocation | undefined, location: string): boolean {
  return place !== undefined && (place.id === location || standsIn(place.parent, location));
}
