package grafana

import "net/http"

// commit is the commit that every version here claims to be built from.
const commit = "05191d083d"

// health answers without looking at the token: anonymous callers learn less.
func (q *request) health() answer {
	body := object{"database": "ok"}
	if q.may != nil {
		body["version"], body["commit"] = q.stack.version.String(), commit
	}
	return refuse(http.StatusOK, body)
}

func (q *request) org() answer {
	return ok(object{"id": 1, "name": "Main Org.", "address": object{"address1": "",
		"address2": "", "city": "", "zipCode": "", "state": "", "country": ""}})
}

// user answers that a service account is no user.
func (q *request) user() answer { return message(http.StatusNotFound, "user not found") }

func (q *request) permissions() answer { return ok(q.may) }

func (q *request) actions() answer {
	actions := object{}
	for action := range q.may {
		actions[action] = true
	}
	return ok(actions)
}

func (q *request) serviceAccounts() answer {
	var all []object
	for _, a := range q.stack.accounts {
		all = append(all, object{"id": a.ID, "name": a.Name, "login": "sa-" + a.Name, "orgId": 1,
			"isDisabled": a.Disabled, "role": a.Role, "tokens": 1,
			"avatarUrl": "/public/img/user_profile.png"})
	}
	return ok(object{"totalCount": len(all), "serviceAccounts": all, "page": 1, "perPage": 1000})
}

// settings returns the settings of Grafana's own pages. Panels are not drawn here.
func (q *request) settings() answer {
	v := q.stack.version
	edition := "Enterprise"
	if !v.from(10, 0) {
		edition = "Open Source"
	}
	sources := object{}
	for _, name := range []string{"-- Dashboard --", "-- Mixed --"} {
		sources[name] = object{"type": "datasource", "name": name, "isDefault": false}
	}
	sources["-- Grafana --"] = object{"id": -1, "uid": "grafana", "type": "datasource",
		"name": "-- Grafana --", "isDefault": false}
	usual := ""
	for _, d := range q.stack.estate.DataSources {
		if !q.may.onSource(d.UID) {
			continue
		}
		sources[d.Name] = object{"id": d.ID, "uid": d.UID, "type": d.Type, "name": d.Name,
			"isDefault": d.Default}
		if d.Default {
			usual = d.Name
		}
	}
	body := object{
		"appUrl": "https://" + q.stack.slug + Suffix + "/", "appSubUrl": "",
		"buildInfo": object{"hideVersion": false, "version": v.String(), "commit": commit,
			"buildstamp": 1678255000, "edition": edition, "latestVersion": "",
			"hasUpdate": false, "env": "production"},
		"licenseInfo": object{"expiry": 0, "stateInfo": "", "licenseUrl": "",
			"edition": edition, "enabledFeatures": object{}},
		"rendererAvailable": false, "rendererVersion": "", "unifiedAlertingEnabled": true,
		"defaultDatasource": usual, "datasources": sources,
	}
	if v.from(11, 0) {
		body["namespace"] = q.stack.namespace()
	}
	return ok(body)
}
