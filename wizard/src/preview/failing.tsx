import type { Version } from 'doorstep-client';
import { Component, type ReactNode } from 'react';
import { Card, Layout } from '../parts/layouts.js';

interface Props {
  /** What is drawn; with another one it is tried again. */
  of: Version;
  says: string;
  children: ReactNode;
}

/** What cannot be drawn is said, until there is something else to draw. */
export class Failing extends Component<Props, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override componentDidUpdate(before: Props) {
    if (this.state.isBroken && before.of !== this.props.of) this.setState({ isBroken: false });
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <Layout>
        <Card>
          <p role="alert">{this.props.says}</p>
        </Card>
      </Layout>
    );
  }
}
