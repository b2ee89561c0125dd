import { useState, type ReactElement } from 'react';
import { text } from '../text/en';
import { FieldGroup } from '../ui/field';
import { LAYOUTS } from '../wire/macro-config';
import type { ConfigFieldsProps } from './fields-props';
import styles from './shape-field.module.css';
import { ShapePicture } from './shape-picture';

/**
 * ShapeField chooses the layout by its picture. The inline macro is always a badge and has no
 * choice. A block offers the badge only if its author chose it before.
 */
export function ShapeField({ form, onChange }: ConfigFieldsProps): ReactElement {
  const [offered] = useState(() =>
    LAYOUTS.filter((layout) => layout !== 'badge' || form.layout === 'badge'),
  );
  return (
    <FieldGroup id="config-layout" label={text.config.layout}>
      {({ id }) => (
        <>
          <div className={styles.shapes}>
            {offered.map((layout) => (
              <label key={layout} className={styles.shape}>
                <ShapePicture layout={layout} />
                <span className={styles.name}>
                  <input
                    type="radio"
                    id={`${id}-${layout}`}
                    name="layout"
                    aria-describedby={`${id}-${layout}-help`}
                    checked={form.layout === layout}
                    onChange={() => onChange({ ...form, layout })}
                  />
                  {text.config.layouts[layout].name}
                </span>
              </label>
            ))}
          </div>
          {offered.map((layout) => (
            <div
              key={layout}
              id={`${id}-${layout}-help`}
              className="quiet"
              hidden={layout !== form.layout}
            >
              {text.config.layouts[layout].help}
            </div>
          ))}
        </>
      )}
    </FieldGroup>
  );
}
