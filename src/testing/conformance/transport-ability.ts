/** What a transport may claim beyond the laws that hold for all. `replay`: a group may begin again at a position it has passed. */
export type TransportAbility = 'replay';
