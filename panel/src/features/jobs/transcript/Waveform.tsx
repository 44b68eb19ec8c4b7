import { ConfigProvider } from 'antd';
import { useContext, useEffect, useRef } from 'react';
import type { JobView } from '../../../api/client';
import { useDark } from '../../../brand/appearance';
import { usePeaks } from './queries';

const HEIGHT_PX = 48;

/** The outline of the sound, with the place in it. Only for the eye: the slider on it is what one uses. */
export function Waveform({ job, audio }: { job: JobView; audio: HTMLAudioElement | null }) {
  const place = useRef<HTMLDivElement>(null);
  const { data: peaks } = usePeaks(job);
  const dark = useDark();
  const nonce = useContext(ConfigProvider.ConfigContext).csp?.nonce;
  useEffect(() => {
    const container = place.current;
    if (!container || !audio || !peaks) {
      return;
    }
    let end = (): void => undefined;
    let wanted = true;
    void import('wavesurfer.js').then(({ default: WaveSurfer }) => {
      if (!wanted) {
        return;
      }
      const colour = (name: string): string => getComputedStyle(container).getPropertyValue(`--ant-${name}`).trim();
      const wave = WaveSurfer.create({
        container,
        media: audio,
        peaks: [peaks.samples],
        duration: peaks.seconds,
        height: HEIGHT_PX,
        normalize: true,
        interact: false,
        hideScrollbar: true,
        barWidth: 2,
        barGap: 1,
        barRadius: 1,
        cursorWidth: 2,
        // Opaque: what was played is drawn over it.
        waveColor: colour('color-border'),
        progressColor: colour('color-link'),
        cursorColor: colour('color-link'),
        ...(nonce !== undefined && { cspNonce: nonce }),
      });
      end = () => wave.destroy();
    });
    return () => {
      wanted = false;
      end();
    };
  }, [audio, peaks, dark, nonce]);
  return peaks ? <div ref={place} className="waveform" aria-hidden /> : null;
}
