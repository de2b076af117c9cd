import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BundleOptions, configOf, mountPoint } from './bundle.ts';
import { clearAway } from './clear-away.ts';
import { mark } from './mark.ts';

/** One container of one competitor. */
export interface Container {
  readonly id: string;
  /** `--root` of its competitor. */
  readonly root: string;
  readonly bundle: string;
  readonly rootfs: string;
  readonly cgroup: string;
}

const mountPoints = 1000;

type ContainerOptions = Omit<BundleOptions, 'rootfs' | 'cgroup'>;

/**
 * The folders of a run: a root file system on disk, which all containers share and none can write to;
 * bundles and state on a tmpfs, as /run is on most hosts and not on all.
 */
export class Stage {
  readonly disk: string;
  readonly memory: string;
  readonly rootfs: string;

  constructor(guest: string) {
    this.disk = realpathSync(mkdtempSync(join(tmpdir(), 'pelagos-bench-')));
    this.memory = realpathSync(mkdtempSync('/dev/shm/pelagos-bench-'));
    this.rootfs = join(this.disk, 'rootfs');
    for (const name of ['bin', 'dev', 'proc', 'sys', 'source']) {
      mkdirSync(join(this.rootfs, name), { recursive: true });
    }
    for (let number = 0; number < mountPoints; number++) {
      mkdirSync(join(this.rootfs, mountPoint(number)), { recursive: true });
    }
    copyFileSync(guest, join(this.rootfs, 'bin/guest'));
  }

  root(competitor: string): string {
    return join(this.memory, 'roots', competitor);
  }

  /** Where a container of a competitor would be. */
  place(competitor: string, name: string): Container {
    const id = `${mark}${competitor}-${name}`;
    const bundle = join(this.memory, 'bundles', id);
    return { id, root: this.root(competitor), bundle, rootfs: this.rootfs, cgroup: id };
  }

  /** A container of a competitor, its bundle written. */
  container(competitor: string, name: string, options: ContainerOptions = {}): Container {
    const place = this.place(competitor, name);
    const { rootfs, cgroup } = place;
    mkdirSync(place.bundle, { recursive: true });
    mkdirSync(place.root, { recursive: true, mode: 0o711 });
    const config = configOf({ ...options, rootfs, cgroup });
    writeFileSync(join(place.bundle, 'config.json'), JSON.stringify(config));
    return place;
  }

  /** Ends and removes all that bears the mark of this run. */
  clear(): void {
    clearAway();
    for (const folder of [this.memory, this.disk]) rmSync(folder, { recursive: true, force: true });
  }
}
