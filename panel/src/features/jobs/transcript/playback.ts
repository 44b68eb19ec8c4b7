import { useSyncExternalStore } from 'react';

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** What is heard, and where. It tells its listeners with every picture of the screen while it plays. */
export class Playback {
  private audio: HTMLAudioElement | null = null;
  private readonly listeners = new Set<() => void>();
  private frame = 0;
  /** Where one goes on when the sound is there. */
  private wanted = 0;

  readonly attach = (audio: HTMLAudioElement | null): void => {
    this.audio = audio;
    cancelAnimationFrame(this.frame);
    if (audio) {
      audio.onplay = () => this.follow();
      audio.onloadedmetadata = () => {
        if (this.wanted > 0) {
          audio.currentTime = this.wanted / 1000;
        }
        this.tell();
      };
      audio.ontimeupdate = audio.onpause = audio.onseeked = audio.onratechange = audio.onended = () => this.tell();
    }
    this.tell();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get ready(): boolean {
    return this.audio !== null;
  }

  get ms(): number {
    return this.wanted;
  }

  get playing(): boolean {
    return this.audio !== null && !this.audio.paused;
  }

  get speed(): number {
    return this.audio?.playbackRate ?? 1;
  }

  setSpeed(speed: number): void {
    if (this.audio) {
      this.audio.playbackRate = speed;
    }
  }

  /** To the next of the speeds: 1 is faster, -1 slower. */
  changeSpeed(by: 1 | -1): void {
    const next = SPEEDS[SPEEDS.indexOf(this.speed) + by];
    if (next !== undefined) {
      this.setSpeed(next);
    }
  }

  seek(ms: number): void {
    this.wanted = Math.max(0, ms);
    if (this.audio && this.audio.readyState > 0) {
      this.audio.currentTime = this.wanted / 1000;
    }
    this.tell();
  }

  toggle(): void {
    if (this.audio?.paused) {
      // Refused if the browser cannot play it; its error event says so.
      this.audio.play().catch(() => undefined);
    } else {
      this.audio?.pause();
    }
  }

  private follow(): void {
    cancelAnimationFrame(this.frame);
    this.tell();
    if (this.playing) {
      this.frame = requestAnimationFrame(() => this.follow());
    }
  }

  private tell(): void {
    // Before the length is known, the element is at the beginning, whatever was wanted; while it seeks, it is on its way.
    if (this.audio && this.audio.readyState > 0 && !this.audio.seeking) {
      this.wanted = Math.round(this.audio.currentTime * 1000);
    }
    this.listeners.forEach((listener) => listener());
  }
}

/** Reads something of the playback; the component is drawn again only when that changes. */
export const usePlayback = <T extends number | boolean>(playback: Playback, read: (playback: Playback) => T): T =>
  useSyncExternalStore(playback.subscribe, () => read(playback));
