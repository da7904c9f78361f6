import { Component, type ReactNode } from 'react';
import { Heading } from '../parts/headings.js';
import { Card, Layout } from '../parts/layouts.js';
import { texts } from '../texts/texts.js';

/** The last resort: a fault of ours is said, in place of an empty page. */
export class Broken extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <Layout>
        <Card>
          <Heading title={[texts.broken.title]}>{texts.broken.title}</Heading>
          <p>{texts.broken.lead}</p>
          <button type="button" className="button button-main" onClick={() => window.location.reload()}>
            {texts.broken.reload}
          </button>
        </Card>
      </Layout>
    );
  }
}
