/** Form of the type of an error of Elasticsearch, such as `index_not_found_exception`: a text of this form quotes nothing. */
export const ERROR_TYPE = /^[a-z_]{1,80}$/
